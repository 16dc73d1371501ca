package lucene8;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.util.Version;

/** Under what a figure was measured; every report carries it. */
final class Environment {
    private Environment() {
    }

    /** Processor time of the whole process so far: collector, compiler and merge threads included, which wall time hides. */
    static double cpuSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }

    static JsonObject describe() {
        return new JsonObject()
                .add("lucene", Version.LATEST.toString())
                .add("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"))
                .add("jvmOptions", ManagementFactory.getRuntimeMXBean().getInputArguments())
                .add("processors", Runtime.getRuntime().availableProcessors())
                .add("maxHeapBytes", Runtime.getRuntime().maxMemory());
    }

    /** The most memory that this process ever held, mapped index files included; null where Linux does not say. */
    static Long peakRssBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
        }
        return null;
    }
}
