package dev.lifeguard.history;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/// Threads that do the same at the same time, while the calling thread does something else until they are done.
final class Crowd {
    private Crowd() {}

    /// @return how long each thread took, in nanoseconds
    static List<Long> allDo(int threads, int times, IntConsumer what, Runnable meanwhile) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            Callable<Long> one = () -> {
                start.await();
                long begun = System.nanoTime();
                for (int i = 0; i < times; i++) {
                    what.accept(i);
                }
                return System.nanoTime() - begun;
            };
            List<Future<Long>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                all.add(pool.submit(one));
            }
            while (!all.stream().allMatch(Future::isDone)) {
                meanwhile.run();
            }
            return results(all);
        }
    }

    private static List<Long> results(List<Future<Long>> all) throws InterruptedException, ExecutionException {
        List<Long> results = new ArrayList<>();
        for (Future<Long> one : all) {
            results.add(one.get());
        }
        return results;
    }
}
