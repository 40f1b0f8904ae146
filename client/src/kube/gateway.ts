// All clusters of the user's kubeconfig files.
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import * as l10n from "@vscode/l10n";
import type { KubeGateway, KubeContext, KubeGatewayOptions, Timing, TrustRequest } from "./port.ts";
import { kubeError } from "./errors/make-error.ts";
import { readKubeconfigFile } from "./kubeconfig/kubeconfig-file.ts";
import { resolveContexts, type ResolvedContext } from "./kubeconfig/kubeconfig.ts";
import { findHome, locateKubeconfigs } from "./kubeconfig/locate.ts";
import { createSession, type AdapterSession } from "./session.ts";

export interface AdapterGateway extends KubeGateway {
  connect(context: string): Promise<AdapterSession>;
}

/** What holds unless the caller says otherwise. */
const TIMING: Timing = {
  connect: 10_000,
  request: 30_000,
  backOffMin: 500,
  backOffMax: 30_000,
  heartbeat: 15_000,
  watchSilence: 120_000,
  watchLength: 300_000,
  batch: 100,
  accessReview: 300_000,
};

/** Makes the port's adapter. Reads nothing yet. */
export function createKubeGateway(options: KubeGatewayOptions): AdapterGateway {
  const env = options.env ?? process.env;
  const timing = { ...TIMING, ...options.timing };
  const hasConfig = (folder: string): boolean => existsSync(path.join(folder, ".kube", "config"));
  const home = findHome(env, process.platform, hasConfig, homedir());
  const log = (line: string): void => options.log?.(line);
  const sessions = new Map<string, AdapterSession>();

  const read = async (): Promise<ReturnType<typeof resolveContexts>> => {
    const groups = locateKubeconfigs(await options.sources(), env, home);
    return resolveContexts(await Promise.all(groups.map(files => Promise.all(files.map(readKubeconfigFile)))));
  };
  const resolve = async (name: string): Promise<ResolvedContext> => {
    const { resolved, listing } = await read();
    const found = resolved.get(name);
    if (found) return found;
    const looked = listing.files.length === 0 ? l10n.t("no kubeconfig file") : listing.files.join(", ");
    throw kubeError(
      "not-found",
      l10n.t`There is no context "${name}" in ${looked}. Choose another one, or correct the setting seldon.kubeconfig.`,
    );
  };
  return {
    contexts: async () => (await read()).listing,
    async connect(name) {
      const { context } = await resolve(name);
      const open = sessions.get(name);
      if (open && isSameCluster(open.context, context)) return open;
      await open?.close();
      const isTrusted = onceEach(request => options.isTrusted(request));
      const host = { resolve: () => resolve(name), isTrusted, env, home, platform: process.platform, log };
      const session = createSession(context, host, timing, () => options.onForwards?.());
      const close = session.close.bind(session);
      const kept = {
        ...session,
        async close() {
          if (sessions.get(name) === kept) sessions.delete(name);
          await close();
        },
      };
      sessions.set(name, kept);
      return kept;
    },
    forwards: () =>
      [...sessions].flatMap(([context, session]) => session.forwards().map(forward => ({ ...forward, context }))),
    async close() {
      await Promise.all([...sessions.values()].map(session => session.close()));
    },
  };
}

/** A kubeconfig may have come to name another server under the same name, as with a playground that was started anew. */
function isSameCluster(one: KubeContext, other: KubeContext): boolean {
  return (
    one.server === other.server && one.file === other.file && one.cluster === other.cluster && one.user === other.user
  );
}

/** Asks each question once; a no is asked again, because the next attempt is the user's own retry. */
function onceEach(ask: (request: TrustRequest) => Promise<boolean>): (request: TrustRequest) => Promise<boolean> {
  const granted = new Set<string>();
  return async request => {
    const key = JSON.stringify(request);
    if (granted.has(key)) return true;
    const isGranted = await ask(request);
    if (isGranted) granted.add(key);
    return isGranted;
  };
}
