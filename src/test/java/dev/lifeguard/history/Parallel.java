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

/// Runs the same code on several threads at the same time, and something else on the calling thread
/// until they are done.
final class Parallel {
    private Parallel() {}

    /// @return how long each thread took, in nanoseconds
    static List<Long> run(int threads, int times, IntConsumer task, Runnable meanwhile) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            Callable<Long> one = () -> {
                start.await();
                long begun = System.nanoTime();
                for (int i = 0; i < times; i++) {
                    task.accept(i);
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
