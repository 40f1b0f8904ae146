// The texts every part is measured with.
import { longDeployment, manyDocuments } from "./manifests.ts";

export interface BenchInput {
  readonly name: string;
  readonly text: string;
  readonly lines: number;
  /** Rounds that keep the whole benchmark under a minute. */
  readonly runs: number;
}

export const INPUTS: readonly BenchInput[] = [
  input("50 lines", longDeployment(50), 300),
  input("500 lines", longDeployment(500), 150),
  input("5,000 lines", longDeployment(5_000), 25),
  input("20,000 lines", longDeployment(20_000), 8),
  input("200 documents", manyDocuments(200), 15),
];

function input(name: string, text: string, runs: number): BenchInput {
  return { name, text, lines: text.split("\n").length, runs };
}
