// The storage initializer: `rclone copy <address> /mnt/models` with its output and exit codes (seldon-facts §4, failure-modes §4.1).
import type { Program, ProgramContext, ProgramExit } from "../../kubelet/program.ts";
import { storeProblem } from "../../scenarios/index.ts";
import { listAt, textAt } from "../../support/json.ts";
import { slashedTime } from "../support/times.ts";
import { filesAt, hasBucket } from "../store/object-store.ts";
import { readSource, type Source } from "./remote.ts";
import { listS3, openS3, type Listing } from "./s3.ts";

/** The image's entry point is `rclone copy`; the operator gives it two arguments. */
export const storageInitializer: Program = context => rcloneCopy(context, context.command);

/** Runs `rclone copy` with the given arguments. Exit codes: 0 done, 1 an error, 3 the source does not exist. */
export async function rcloneCopy(context: ProgramContext, words: readonly string[]): Promise<ProgramExit> {
  const args = words.filter(word => !word.startsWith("-"));
  const [address, target] = args;
  if (address === undefined || target === undefined) {
    const given = `[${args.map(word => JSON.stringify(word)).join(" ")}]`;
    context.log("Usage:", "stderr");
    context.log("  rclone copy source:path dest:path [flags]", "stderr");
    context.log(
      `Command copy needs 2 arguments minimum: you provided ${args.length} non flag arguments: ${given}`,
      "stderr",
    );
    return { exitCode: 1 };
  }
  stamped(context, `NOTICE: Config file "/.rclone.conf" not found - using defaults`);
  const source = readSource(address, context.env);
  if (typeof source === "string") return cannotOpen(context, address, source);
  if (source.remote?.type === "s3") {
    const opened = openS3(source.remote);
    for (const notice of opened.notices) stamped(context, `NOTICE: ${notice}`);
    if (opened.failure !== undefined) return cannotOpen(context, address, opened.failure);
  }
  return transfer(context, source, target);
}

async function transfer(context: ProgramContext, source: Source, target: string): Promise<ProgramExit> {
  const started = context.now();
  const place = placeOf(source);
  let listing: Listing = [];
  for (let attempt = 1; attempt <= 3; attempt++) {
    await context.sleep(1);
    listing = await list(context, source);
    if (!("error" in listing)) return copyAll(context, listing, target, started);
    stamped(context, `ERROR : ${place}: error reading source root directory: ${listing.error}`);
    stamped(context, `ERROR : Attempt ${attempt}/3 failed with 1 errors and: ${listing.error}`);
  }
  if (!("error" in listing)) return { exitCode: 0 };
  stats(context, 0, 0, 0, started, ["Errors:                 1 (retrying may help)"]);
  stamped(context, `Failed to copy: ${listing.error}`);
  return { exitCode: listing.isMissing === true ? 3 : 1 };
}

async function copyAll(
  context: ProgramContext,
  files: Exclude<Listing, { readonly error: string }>,
  target: string,
  started: number,
): Promise<ProgramExit> {
  const folder = target.replace(/\/+$/, "");
  const fresh = files.filter(file => context.files.read(`${folder}/${file.path}`) !== file.text);
  for (const file of fresh) {
    await context.sleep(0.4);
    context.files.write(`${folder}/${file.path}`, file.text);
    stamped(context, `INFO  : ${file.path}: Copied (new)`);
  }
  const kept = files.length - fresh.length;
  if (fresh.length === 0) stamped(context, "INFO  : There was nothing to transfer");
  const bytes = fresh.reduce((sum, file) => sum + file.text.length, 0);
  const checks = kept === 0 ? [] : [`Checks:                 ${kept} / ${kept}, 100%`];
  stats(context, fresh.length, bytes, 100, started, checks);
  const isKilled = context.scenarios.has("initializer-killed-late") && context.restartCount === 0;
  return { exitCode: isKilled ? 137 : 0 };
}

async function list(context: ProgramContext, source: Source): Promise<Listing> {
  const { remote, bucket, path } = source;
  const problem = storeProblem(context.scenarios);
  if (problem !== undefined) return problem;
  if (remote?.type === "s3" && isCaught(context, remote.option("endpoint"))) return { error: PROXY_ABSENT };
  if (remote === undefined) return localFiles(context, path);
  const namespace = context.pod.metadata.namespace ?? "default";
  if (remote.type === "s3") return listS3(remote, bucket, path, context.network, namespace);
  const isAnonymous = remote.option("anonymous") === "true" || remote.type === "http";
  return hasBucket(bucket, isAnonymous) ? filesAt(bucket, path) : MISSING;
}

/** A mesh sends what an init container says to a proxy that starts only after it, unless the port is excluded (failure-modes F08). */
function isCaught({ pod }: ProgramContext, endpoint: string | undefined): boolean {
  const port = /:(\d+)\/?$/.exec(endpoint ?? "")?.[1] ?? "443";
  const excluded = pod.metadata.annotations?.["traffic.sidecar.istio.io/excludeOutboundPorts"] ?? "";
  const hasProxy = listAt(pod, "spec", "containers").some(one => textAt(one, "name") === "istio-proxy");
  return hasProxy && !excluded.split(",").some(one => one.trim() === port);
}

const PROXY_ABSENT =
  'RequestError: send request failed\ncaused by: Get "http://minio.minio.svc.cluster.local:9000/": dial tcp 10.96.83.17:9000: connect: connection refused';

const MISSING = { error: "directory not found", isMissing: true };

function localFiles(context: ProgramContext, path: string): Listing {
  const root = path.replace(/\/+$/, "");
  const files = context.files
    .list(root)
    .map(file => ({ path: file.slice(root.length + 1), text: context.files.read(file) ?? "" }));
  // A claim without a path is the mount itself, which is there even when it is empty (failure-modes F40).
  return files.length > 0 || root === "/mnt/pvc" ? files : MISSING;
}

/** How rclone names a source in its messages. */
function placeOf({ remote, bucket, path }: Source): string {
  if (remote === undefined) return `Local file system at ${path}`;
  const kind = remote.type === "s3" ? "S3" : remote.type === "azureblob" ? "Azure container" : "GCS";
  const noun = remote.type === "azureblob" ? "" : " bucket";
  return `${kind}${noun} ${bucket}${path === "" ? "" : ` path ${path}`}`;
}

function cannotOpen(context: ProgramContext, address: string, reason: string): ProgramExit {
  stamped(context, `Failed to create file system for ${JSON.stringify(address)}: ${reason}`);
  return { exitCode: 1 };
}

function stamped(context: ProgramContext, message: string): void {
  for (const line of `${slashedTime(context.now())} ${message}`.split("\n")) context.log(line, "stderr");
}

/** The summary that `RCLONE_VERBOSE=1` prints at the end. */
function stats(
  context: ProgramContext,
  files: number,
  bytes: number,
  percent: number,
  started: number,
  more: readonly string[],
): void {
  stamped(context, "INFO  : ");
  const size = bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(3)} KiB`;
  const done = bytes === 0 ? "-" : `${percent}%`;
  context.log(`Transferred:   \t${size.padStart(11)} / ${size}, ${done}, 0 B/s, ETA -`, "stderr");
  for (const line of more) context.log(line, "stderr");
  if (files > 0) context.log(`Transferred:   \t${String(files).padStart(11)} / ${files}, 100%`, "stderr");
  context.log(`Elapsed time:  ${((context.now() - started) / 1000).toFixed(1).padStart(11)}s`, "stderr");
}
