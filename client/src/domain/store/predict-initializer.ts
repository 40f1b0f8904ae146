// From the store's answer to the end of the init container: its exit code and rclone's words (failure-modes §4.1 [ran]).
import * as l10n from "@vscode/l10n";
import type { FileAnswer, ListedAnswer, StoreAnswer, StoreFailure } from "./store-answer.ts";
import { failing, type FailingPlan, type S3Plan } from "./store-plan.ts";

export type InitializerOutcome = CopyingOutcome | EmptyOutcome | FailingPlan | UnknownOutcome;

export interface CopyingOutcome {
  readonly kind: "copies";
  readonly exitCode: 0;
  readonly files: number;
  readonly bytes: number;
  /** `false` where only the first files were counted. */
  readonly isComplete: boolean;
  /** F26: the URI is one file, which keeps its own name. F11: what was copied is a page of a web console. */
  readonly mode?: "F26" | "F11";
}

/** It looks like success, and the server finds nothing. F11: what answers is a web console. */
export interface EmptyOutcome {
  readonly kind: "copies-nothing";
  readonly exitCode: 0;
  readonly mode: "F01" | "F11";
  readonly words: string;
}

export interface UnknownOutcome {
  readonly kind: "unknown";
  /** A sentence for people. */
  readonly reason: string;
}

/** @param answer as the store gives it to the pod's address and keys, such as through a forward to the same Service */
export function predictInitializer(plan: S3Plan, answer: StoreAnswer): InitializerOutcome {
  switch (answer.kind) {
    case "file":
      return oneFile(answer);
    case "listed":
      return manyFiles(plan, answer);
    case "failure":
      return failed(plan, answer);
  }
}

function oneFile({ size }: FileAnswer): InitializerOutcome {
  return { kind: "copies", exitCode: 0, files: 1, bytes: size, isComplete: true, mode: "F26" };
}

function manyFiles(plan: S3Plan, { files, isComplete }: ListedAnswer): InitializerOutcome {
  if ((files.length === 0 && isComplete) || plan.hasOddSlashes) return nothing("F01");
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  return { kind: "copies", exitCode: 0, files: files.length, bytes, isComplete };
}

function failed(plan: S3Plan, failure: StoreFailure): InitializerOutcome {
  switch (failure.reason) {
    case "rejected":
      return failing("F12", failure.status === 301 ? "BucketRegionError: " : `${failure.code ?? "Forbidden"}: `);
    case "bucket-missing":
      return failing("S11", "directory not found", undefined, 3);
    case "no-such-host":
      return failing(plan.isPathStyle ? "S09" : "F10", "no such host");
    case "connection-refused":
      return failing("F08", "connect: connection refused");
    case "plain-http":
      return failing("F11", "server gave HTTP response to HTTPS client");
    case "tls-expected":
      return failing("F11", "Failed to copy: ");
    case "certificate":
      return failing("F47", "x509: ");
    case "not-a-store":
      return console(plan, failure);
    default:
      return { kind: "unknown", reason: l10n.t`The store gave no clear answer: ${failure.words}.` };
  }
}

function nothing(mode: EmptyOutcome["mode"]): InitializerOutcome {
  return { kind: "copies-nothing", exitCode: 0, mode, words: "There was nothing to transfer" };
}

/**
 * A console that answers everything with a page (F11 [ran]). rclone asks for an object of the URI's name first, and there "is"
 * one; as the list of a folder the page holds nothing.
 */
function console(plan: S3Plan, { status = 0 }: StoreFailure): InitializerOutcome {
  if (status >= 300) return failing("F11", "Failed to copy: ");
  if (plan.prefix === "" || plan.isFolderOnly) return nothing("F11");
  return { kind: "copies", exitCode: 0, files: 1, bytes: 0, isComplete: true, mode: "F11" };
}
