// Entries of the catalogue that are visible in a cluster and have no scenario, with the reason.

/** By the entry. */
export const UNPLAYED: Readonly<Record<string, string>> = {
  S34: "It leaves no text: the Deployment has the replicas of the level that counts. The operator plays that level.",
  S48: "It is a script's own mistake on Kubernetes 1.24 and later: a service account has no Secret, here neither.",
  S59: "It is a matter of latency under load, which played pods do not have.",
  F20: "Only Ambassador's version v1 drops the weight, and the operator of 1.17.1 writes Mapping objects.",
  F32: "Nothing is printed anew: pods keep the old values until they are made again, here as well.",
  F35: "Nothing is printed: the store's content is fixed in the playground.",
  F49: "Argo CD is not part of the playground.",
  F69: "It is the client that refuses the message; the executor's limit is the same 4 MiB here.",
  F70: "It leaves no text: the old objects stay until the new ones serve, as the operator does it here.",
};
