// One of access key and secret key is there, the other is not (S35).
import { defineSignature } from "../signature.ts";

export const halfAKeyPair = defineSignature({
  id: "half-a-key-pair",
  failureModes: ["S35"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern: /: (?<missing>secret_access_key|access_key_id) not found/,
  title: "{missing} is missing",
  meaning: "The Secret gives one half of the key pair. {missing} is empty or misspelt.",
  remedy:
    'Set both RCLONE_CONFIG_<REMOTE>_ACCESS_KEY_ID and RCLONE_CONFIG_<REMOTE>_SECRET_ACCESS_KEY, or neither and ENV_AUTH "true" for a role.',
  samples: [
    { lines: ['2026/11/21 09:14:02 Failed to create file system for "s3://models/iris": secret_access_key not found'] },
    { lines: ['2026/11/21 09:14:02 Failed to create file system for "s3://models/iris": access_key_id not found'] },
  ],
});
