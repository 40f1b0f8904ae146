// Test support: the executor in front of a graph whose units are handlers on ports of the pod.
import { createExecutor } from "../executor/executor.ts";
import { exchange, httpService, json, type HttpAnswer } from "../../support/http.ts";
import { parseJson, valueAt } from "../../support/json.ts";
import { dialTest, runProgram, testNetwork, untilListening, type ProgramRun, type TestNetwork } from "./run-program.ts";

export interface Node {
  readonly name: string;
  readonly type?: string;
  readonly implementation?: string;
  readonly parameters?: readonly { name: string; value: string; type: string }[];
  readonly endpoint?: { service_host?: string; service_port?: number; httpPort?: number };
  readonly logger?: { mode: string };
  readonly children?: readonly Node[];
}

/** A unit behind a port of the pod. */
export function unit(name: string, type: string, port: number, children: readonly Node[] = []): Node {
  return { name, type, children, endpoint: { service_host: "localhost", service_port: port, httpPort: port } };
}

export interface Running {
  readonly run: ProgramRun;
  readonly calls: string[];
  readonly send: (method: string, path: string, body?: unknown) => Promise<HttpAnswer>;
}

/** Starts the executor; `ports` are units that answer what is given, and `calls` what was asked of them. */
export async function executor(
  graph: Node,
  ports: Readonly<Record<number, (path: string, body: string) => HttpAnswer>> = {},
  options: {
    protocol?: string;
    random?: () => number;
    more?: readonly string[];
    network?: TestNetwork;
    env?: Record<string, string>;
  } = {},
): Promise<Running> {
  const network = options.network ?? testNetwork();
  const calls: string[] = [];
  for (const [port, answer] of Object.entries(ports)) {
    network.ports.set(
      Number(port),
      httpService(call => {
        calls.push(`${port}${call.path}`);
        return answer(call.path, call.body);
      }),
    );
  }
  const containers = [{ name: graph.name, image: "seldonio/sklearnserver:1.17.1" }];
  const predictor = { name: "main", graph, componentSpecs: [{ spec: { containers } }] };
  const run = runProgram(createExecutor(options.random ?? (() => 0)), {
    network,
    command: [
      ...["--sdep", "iris"],
      ...["--namespace", "default"],
      ...["--predictor", "main"],
      ...["--http_port", "8000"],
      ...["--grpc_port", "5001"],
      ...["--protocol", options.protocol ?? "seldon"],
      ...["--transport", "rest"],
      ...(options.more ?? ["--full_health_checks=false"]),
    ],
    env: { ...options.env, ENGINE_PREDICTOR: Buffer.from(JSON.stringify(predictor)).toString("base64") },
  });
  await untilListening(run, network, 8000);
  const send: Running["send"] = async (method, path, body) =>
    exchange(await dialTest(network, "localhost", 8000), "pod:8000", {
      method,
      path,
      headers: { "content-type": "application/json" },
      body: body === undefined ? "" : JSON.stringify(body),
    });
  return { run, calls, send };
}

export const echo = (_path: string, body: string): HttpAnswer => json(200, parseJson(body) ?? {});
export const named = (name: string) => (): HttpAnswer => json(200, { data: { ndarray: [name] } });
export const REQUEST = { data: { ndarray: [[1, 2]] } };
export const PREDICTIONS = "/api/v1.0/predictions";

export async function firstAnswer(running: Running): Promise<unknown> {
  return valueAt(parseJson((await running.send("POST", PREDICTIONS, REQUEST)).body), "data", "ndarray");
}
