// No credentials were found anywhere (F48, S52).
import { defineSignature } from "../signature.ts";

export const noCredentials = defineSignature({
  id: "no-credentials",
  failureModes: ["F48", "S52", "S54"],
  sources: ["initializer-log", "model-log"],
  verdict: "cause",
  pattern: /NoCredentialProviders: no valid providers in chain|NoCredentialsError: Unable to locate credentials/,
  title: "no credentials found",
  meaning: "The client looked in the environment and at the instance's role, and found no credentials.",
  remedy:
    'Give the keys by envSecretRefName, or a service account with a role and ENV_AUTH "true". In notebooks and Jobs check that the variables are set under their right names.',
  samples: [
    { lines: ["2026/11/21 09:14:03 Failed to copy: NoCredentialProviders: no valid providers in chain. Deprecated."] },
    { lines: ["botocore.exceptions.NoCredentialsError: Unable to locate credentials"] },
  ],
});
