// Which Secrets the service accounts of a SeldonDeployment list: keys of the old kind may be in them (seldon-facts §4).
import type { ClusterClient } from "../kubernetes/cluster-client.ts";
import { secrets, serviceAccounts } from "../kubernetes/resource-types.ts";
import type { SeldonDeployment } from "../kubernetes/seldon-types.ts";
import type { Secret } from "../kubernetes/workload-types.ts";
import { unitsOf } from "./graph.ts";

/** By account. An account or a Secret that does not exist is passed over, as the operator does. */
export async function collectAccountSecrets(
  client: ClusterClient,
  sdep: SeldonDeployment,
): Promise<Map<string, readonly Secret[]>> {
  const found = new Map<string, readonly Secret[]>();
  const { namespace } = sdep.metadata;
  for (const account of accountsOf(sdep)) {
    const listed = (await client.get(serviceAccounts, account, namespace))?.secrets ?? [];
    const accountSecrets: Secret[] = [];
    for (const { name } of listed) {
      const secret = name === undefined ? undefined : await client.get(secrets, name, namespace);
      if (secret) accountSecrets.push(secret);
    }
    found.set(account, accountSecrets);
  }
  return found;
}

function accountsOf(sdep: SeldonDeployment): Set<string> {
  const named = (sdep.spec?.predictors ?? []).flatMap(predictor => [
    ...unitsOf(predictor.graph).map(unit => unit.serviceAccountName),
    ...(predictor.componentSpecs ?? []).map(podSpec => podSpec.spec?.serviceAccountName),
    predictor.explainer?.serviceAccountName,
  ]);
  const accounts = new Set<string>();
  for (const name of named) if (name !== undefined && name !== "") accounts.add(name);
  return accounts;
}
