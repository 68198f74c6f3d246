<# : cmd.exe runs the lines down to the closing mark, PowerShell those after it.
@echo off
rem Builds Lifeguard on Windows; see mvnw, which does the same elsewhere, for what is looked for in what order.
rem NOT YET TRIED on Windows: it was written without one at hand. It differs from mvnw in that Maven is never
rem fetched through an older mvn, and in that it always builds the folder it is called from.
setlocal
set "MVNW_SELF=%~f0"
set "MVNW_MAVEN="
for /f "usebackq tokens=1,* delims==" %%a in (`powershell -NoProfile -ExecutionPolicy Bypass -Command "& ([scriptblock]::Create((Get-Content -Raw -LiteralPath $env:MVNW_SELF)))"`) do (
  if "%%a"=="JAVA_HOME" set "JAVA_HOME=%%b"
  if "%%a"=="MAVEN" set "MVNW_MAVEN=%%b"
)
if not defined MVNW_MAVEN exit /b 1
call "%MVNW_MAVEN%" %*
exit /b %ERRORLEVEL%
#>
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$maven = '3.9.16'
$sha512 = 'ed41650d42485cfc243fad22158caf9cbb5dc408ce7a09ddb94dd42a019de929ca43065bfa450612cf12bf78b5cafa3884b96c090de326ff590448c933454af3'
$archive = "apache-maven-$maven-bin.zip"

function Fail($sentence) {
    [Console]::Error.WriteLine("mvnw: $sentence")
    exit 1
}

function Test-NewJdk($folder) {
    if (-not $folder -or -not (Test-Path -LiteralPath "$folder\bin\javac.exe")) { return $false }
    if (-not (Test-Path -LiteralPath "$folder\release")) { return $false }
    $version = Select-String -LiteralPath "$folder\release" -Pattern '^JAVA_VERSION="?(\d+)' | Select-Object -First 1
    return $version -and [int]$version.Matches[0].Groups[1].Value -ge 25
}

function Find-Jdk {
    $candidates = @($env:JAVA_HOME)
    $java = Get-Command java.exe -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($java) { $candidates += Split-Path (Split-Path $java.Source) }
    $patterns = 'Java', 'Eclipse Adoptium', 'Microsoft', 'Zulu', 'Amazon Corretto', 'BellSoft' |
        ForEach-Object { "$env:ProgramFiles\$_\*" }
    $patterns += "$env:USERPROFILE\.jdks\*", "$env:USERPROFILE\scoop\apps\*jdk*\current"
    $candidates += Get-Item -Path $patterns -ErrorAction SilentlyContinue | ForEach-Object { $_.FullName }
    foreach ($candidate in $candidates) { if (Test-NewJdk $candidate) { return $candidate } }
    Fail 'no JDK 25 or later was found: install one, or set JAVA_HOME to the folder of one.'
}

function Find-MavenOnPath {
    $mvn = Get-Command mvn.cmd -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if (-not $mvn) { return }
    # What a program says on its error stream must not count as an error of ours.
    $ErrorActionPreference = 'Continue'
    if ((& $mvn.Source -v 2>$null | Out-String) -match 'Apache Maven (\d+)\.(\d+)') {
        $major = [int]$Matches[1]
        if ($major -gt 3 -or ($major -eq 3 -and [int]$Matches[2] -ge 9)) { return $mvn.Source }
    }
}

# All is done in a folder of its own, and the finished Maven moved into place in one step, so two at once do no harm.
function Get-Maven($store) {
    $finished = "$store\apache-maven-$maven"
    if (Test-Path -LiteralPath "$finished\bin\mvn.cmd") { return "$finished\bin\mvn.cmd" }
    $work = "$store\fetching.$([Guid]::NewGuid())"
    try { New-Item -ItemType Directory -Force -Path $work | Out-Null }
    catch { Fail "cannot write to ${store}: set MAVEN_USER_HOME to a folder you may write to, or install Maven 3.9 or later." }
    try {
        $urls = @()
        if ($env:MVNW_REPOURL) { $urls += "$($env:MVNW_REPOURL.TrimEnd('/'))/org/apache/maven/apache-maven/$maven/$archive" }
        $urls += "https://archive.apache.org/dist/maven/maven-3/$maven/binaries/$archive"
        [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
        foreach ($url in $urls) {
            try { Invoke-WebRequest -UseBasicParsing -Uri $url -OutFile "$work\$archive"; break }
            catch { Remove-Item -LiteralPath "$work\$archive" -ErrorAction SilentlyContinue }
        }
        if (-not (Test-Path -LiteralPath "$work\$archive")) {
            Fail "could not download Maven ${maven}: install Maven 3.9 or later, or set MVNW_REPOURL to a Maven repository within reach."
        }
        if ((Get-FileHash -Algorithm SHA512 -LiteralPath "$work\$archive").Hash -ne $sha512) {
            Fail "the downloaded Maven $maven has the wrong SHA-512 and was thrown away: install Maven 3.9 or later yourself."
        }
        Expand-Archive -LiteralPath "$work\$archive" -DestinationPath $work
        try { [IO.Directory]::Move("$work\apache-maven-$maven", $finished) }
        catch { if (-not (Test-Path -LiteralPath "$finished\bin\mvn.cmd")) { throw } }
    } finally {
        Remove-Item -Recurse -Force -LiteralPath $work -ErrorAction SilentlyContinue
    }
    return "$finished\bin\mvn.cmd"
}

try {
    $env:JAVA_HOME = Find-Jdk
    $mvn = Find-MavenOnPath
    $userHome = if ($env:MAVEN_USER_HOME) { $env:MAVEN_USER_HOME } else { "$env:USERPROFILE\.m2" }
    if (-not $mvn) { $mvn = Get-Maven "$userHome\wrapper\lifeguard" }
    "JAVA_HOME=$env:JAVA_HOME"
    "MAVEN=$mvn"
} catch {
    Fail "Maven $maven could not be set up ($($_.Exception.Message)): install Maven 3.9 or later."
}
