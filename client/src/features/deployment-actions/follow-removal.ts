// Deletes a SeldonDeployment and follows it until it is gone with all that was made for it, or says what still stands and why.
import * as l10n from "@vscode/l10n";
import { countWords } from "../../domain/index.ts";
import { isKubeError } from "../../kube/port.ts";
import { RemovalWatch } from "../../live/deploy/index.ts";
import { SELDON_DEPLOYMENTS } from "../../live/index.ts";
import { audit } from "../../ui/audit.ts";
import { cancellable, type Running } from "../../ui/cancellable.ts";
import { isGone, isNotGone } from "../../ui/messages.ts";
import type { Services } from "../../ui/services.ts";
import type { Subject } from "./subject.ts";
import { deploymentOf } from "./part.ts";

/** Resolves when it is over, which may take as long as pods take to end. */
export async function removeAndFollow(services: Services, subject: Subject): Promise<void> {
  const { context, namespace, name } = deploymentOf(subject.target);
  await cancellable(l10n.t`Deleting SeldonDeployment ${name} in ${context}, ${namespace}`, running =>
    run(services, subject, running),
  );
}

async function run(services: Services, subject: Subject, { signal, tell }: Running): Promise<void> {
  const { session, tree } = subject;
  const { context, namespace, name } = deploymentOf(subject.target);
  const { uid = "" } = tree.object.metadata;
  const watch = new RemovalWatch(session, { namespace, name, uid }, () => Date.now());
  try {
    tell(l10n.t("looking at what belongs to it"));
    const all = await watch.ready(signal);
    // Cancelled before anything was sent: nothing is deleted.
    if (signal.aborted) return;
    const begin = Date.now();
    await sendDelete(subject, uid, tell);
    audit(services, session, `asked for the deletion of SeldonDeployment ${name} in ${context}, ${namespace}`);
    const end = await watch.follow({
      signal,
      onLook: ({ words }, isConnected) =>
        tell(isConnected ? l10n.t`waiting for ${words}` : l10n.t("connection lost, trying again")),
    });
    const place = { name, context, namespace, unseen: watch.unseen };
    const seconds = Math.round((Date.now() - begin) / 1000);
    if (end.isGone)
      services.show(isGone(place, countWords(all.filter(({ kind }) => kind !== "SeldonDeployment")), seconds));
    else services.show(isNotGone(place, end.standing, signal.aborted));
  } finally {
    watch.close();
  }
}

/** Where the answer is lost, the watch that follows finds out what became of it. */
async function sendDelete({ session, target }: Subject, uid: string, tell: Running["tell"]): Promise<void> {
  const { namespace, name } = deploymentOf(target);
  try {
    await session.delete({ type: SELDON_DEPLOYMENTS, namespace, name }, { propagation: "Background", uid });
  } catch (error) {
    if (!isKubeError(error) || !error.isOutcomeUnknown) throw error;
    tell(l10n.t("connection lost; asking what became of it"));
  }
}
