// The page at `/`: asks GET /health once a second, and GET /health/db when it has been given a token. Whatever
// the service says is put in as text, never as markup.
'use strict';

const EVERY = 1000;
const PATIENCE = 5000;
const $ = (id) => document.getElementById(id);

let lastAnswer = null;
let token = '';

async function ask(path, headers = {}) {
  const signal = AbortSignal.timeout(PATIENCE);
  return fetch(path, { headers: { Accept: 'application/json', ...headers }, cache: 'no-store', signal });
}

/** Sets a text only when it differs, so that a screen reader does not say the same again every second. */
function say(element, text, look) {
  if (element.textContent !== text) element.textContent = text;
  if (look !== undefined && element.className !== look) element.className = look;
}

function list(element, texts) {
  if (element.dataset.shown === JSON.stringify(texts)) return;
  element.dataset.shown = JSON.stringify(texts);
  element.replaceChildren(...texts.map((text) => {
    const item = document.createElement('li');
    item.textContent = text;
    return item;
  }));
}

function details(entries) {
  $('details').hidden = entries.length === 0;
  $('details').replaceChildren(...entries.flatMap(([name, text]) => {
    const term = document.createElement('dt');
    const words = document.createElement('dd');
    term.textContent = name.replaceAll('_', ' ');
    words.textContent = text;
    return [term, words];
  }));
}

function showPool(health) {
  const pool = health.pool;
  for (const name of ['available', 'in_use', 'waiting', 'max_connections']) say($(name), String(pool[name]));
  const share = (count) => String(Math.min(100, (100 * count) / pool.max_connections));
  $('bar-used').setAttribute('width', share(pool.in_use));
  $('bar-open').setAttribute('width', share(pool.total));
  say($('bar-words'), `${pool.in_use} of at most ${pool.max_connections} connections in use, ${pool.available} available`);
  say($('status'), health.status, `badge ${health.status === 'ok' ? 'ok' : 'warning'}`);
  list($('warnings'), health.warnings.length > 0 ? health.warnings : ['none']);
}

function showSilence(reason) {
  const since = lastAnswer ? lastAnswer.toLocaleTimeString() : 'this page was opened';
  say($('status'), 'no answer', 'badge silent');
  say($('silence'), `The service has not answered since ${since} (${reason}). What stands below is what it said last.`);
}

async function lookAtPool() {
  try {
    const answer = await ask('/health');
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    showPool(await answer.json());
    lastAnswer = new Date();
    $('silence').hidden = true;
  } catch (failure) {
    showSilence(failure.name === 'TimeoutError' ? `nothing within ${PATIENCE / 1000} s` : failure.message);
    $('silence').hidden = false;
  }
  $('pool-heading').parentElement.classList.toggle('stale', !$('silence').hidden);
}

async function lookAtDatabase() {
  if (!token) return;
  const used = token;
  try {
    const answer = await ask('/health/db', { Authorization: `Bearer ${used}` });
    const body = await answer.json();
    if (token !== used) return;
    if (answer.status === 401 || answer.status === 403) {
      forget(`${body.title}. ${body.detail}`);
      return;
    }
    say($('verdict'), `${body.status}: ${body.cause ?? 'no trouble is known'}`, body.status);
    details([...Object.entries(body.recommendations), ['peak in use', String(body.pool_stats.peak_in_use)]]);
  } catch {
    if (token === used) {
      say($('verdict'), 'no answer', 'silent');
      details([]);
    }
  }
}

function forget(why) {
  token = '';
  $('token').value = '';
  say($('verdict'), why, '');
  details([]);
}

async function look() {
  await Promise.all([lookAtPool(), lookAtDatabase()]);
  setTimeout(look, EVERY);
}

$('operator').addEventListener('submit', (event) => {
  event.preventDefault();
  const pasted = $('token').value.trim();
  forget(/^[\x21-\x7e]*$/.test(pasted) ? '' : 'This is not a token: it has characters that none can have.');
  if ($('verdict').textContent === '') token = pasted;
  lookAtDatabase();
});
$('operator').addEventListener('reset', () => forget(''));
look();
