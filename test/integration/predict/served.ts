// Programs of the playground behind ports of this machine, for clients that want an address.
import { createServer, type Server } from "node:net";
import { onTestFinished } from "vitest";
import { executor, type Node } from "../../../playground/src/programs/testing/run-executor.ts";
import {
  dialTest,
  runProgram,
  testNetwork,
  untilListening,
  type RunOptions,
  type TestNetwork,
} from "../../../playground/src/programs/testing/run-program.ts";
import type { Program } from "../../../playground/src/kubelet/program.ts";

export interface Served {
  readonly network: TestNetwork;
  /** URL of a port of the pod. */
  url(port: number): Promise<string>;
}

/** Starts a program and waits until it listens on `port`. */
export async function serve(program: Program, port: number, options: RunOptions = {}): Promise<Served> {
  const network = options.network ?? testNetwork();
  const run = runProgram(program, { ...options, network });
  onTestFinished(() => run.stop());
  await untilListening(run, network, port);
  return { network, url: wanted => publish(network, wanted) };
}

/** An executor in front of units that listen in `network` already. */
export async function serveGraph(
  graph: Node,
  network: TestNetwork,
  options: { protocol?: string; env?: Record<string, string> } = {},
): Promise<Served & { readonly lines: readonly string[]; readonly exit: Promise<{ exitCode: number }> }> {
  const running = await executor(graph, {}, { network, ...options });
  onTestFinished(() => running.run.stop());
  return {
    network,
    url: wanted => publish(network, wanted),
    lines: running.run.lines,
    exit: running.run.exit,
  };
}

async function publish(network: TestNetwork, port: number): Promise<string> {
  const server: Server = createServer(socket => {
    dialTest(network, "localhost", port).then(
      stream => {
        socket.pipe(stream).pipe(socket);
        socket.on("error", () => stream.destroy()).on("close", () => stream.destroy());
        stream.on("error", () => socket.destroy()).on("close", () => socket.destroy());
      },
      () => socket.destroy(),
    );
  });
  onTestFinished(() => void server.close());
  await new Promise<void>(resolve => void server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}
