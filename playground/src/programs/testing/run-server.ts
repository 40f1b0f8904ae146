// Test support: servers of the Python wrapper, started until they listen, with files of a model mounted.
import type { Program } from "../../kubelet/program.ts";
import { sklearnFolder, type StoredFile } from "../store/artifacts.ts";
import { exchange, type HttpAnswer } from "../../support/http.ts";
import { dialTest, runProgram, testNetwork, untilListening, type ProgramRun, type RunOptions } from "./run-program.ts";

export function mounted(files: readonly StoredFile[]): Map<string, string> {
  return new Map(files.map(file => [`/mnt/models/${file.path}`, file.text]));
}

export function parameters(...list: [name: string, value: string, type: string][]): Record<string, string> {
  return { PREDICTIVE_UNIT_PARAMETERS: JSON.stringify(list.map(([name, value, type]) => ({ name, value, type }))) };
}

/** Starts a server and waits until it listens on 9000. */
export async function serving(program: Program, options: RunOptions = {}): Promise<{ run: ProgramRun; post: Post }> {
  const network = testNetwork();
  const env = {
    PREDICTIVE_UNIT_ID: "classifier",
    PREDICTIVE_UNIT_IMAGE: "seldonio/sklearnserver:1.17.1",
    ...options.env,
  };
  const run = runProgram(program, { ...options, env, network });
  await untilListening(run, network, 9000);
  const post: Post = async (path, body, type = "application/json") => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = type === "" ? {} : { "content-type": type };
    return exchange(await dialTest(network, "localhost", 9000), "pod:9000", {
      method: "POST",
      path,
      headers,
      body: text,
    });
  };
  return { run, post };
}

type Post = (path: string, body: unknown, type?: string) => Promise<HttpAnswer>;

export const IRIS = mounted(sklearnFolder("iris"));
export const SETOSA = { data: { ndarray: [[5.1, 3.5, 1.4, 0.2]] } };
