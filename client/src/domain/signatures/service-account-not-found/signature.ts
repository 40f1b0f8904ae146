// No pod is made because its service account is missing (F09).
import { defineSignature } from "../signature.ts";

export const serviceAccountNotFound = defineSignature({
  id: "service-account-not-found",
  failureModes: ["F09"],
  sources: ["event", "status"],
  verdict: "cause",
  pattern:
    /error looking up service account (?<account>\S+): serviceaccount|serviceaccounts? "(?<name>[^"]+)" not found/,
  title: "service account not found",
  meaning: "No pod is made, because its service account does not exist in the namespace.",
  remedy: "Create the service account, or correct serviceAccountName.",
  samples: [
    {
      lines: [
        'Error creating: pods "iris-default-0-classifier-5d9c-" is forbidden: error looking up service account models/reader: serviceaccount "reader" not found',
      ],
    },
  ],
});
