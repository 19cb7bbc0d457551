// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.sample;

import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the sample, or, with the argument {@code send}, plays WeCom to a sample that runs. */
@SpringBootApplication
public class SampleApplication {

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("send")) {
            System.exit(SendCommand.run(Arrays.copyOfRange(args, 1, args.length), System.out));
        }
        SpringApplication.run(SampleApplication.class, args);
    }
}
