// What was done to a cluster, in the log: who, where, and what. Never a value, since a value may be a secret.
import type { ClusterSession } from "../kube/port.ts";
import type { Services } from "./services.ts";

/** @param deed what was done, to what, and where: `deleted SeldonDeployment iris in lab, scoring` */
export function audit({ log }: Services, { context }: ClusterSession, deed: string): void {
  log.info(`Audit: ${context.user ?? "unknown user"} ${deed}.`);
}
