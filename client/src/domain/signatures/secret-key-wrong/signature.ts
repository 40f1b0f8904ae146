// Access key known, secret key wrong (F12).
import { defineSignature } from "../signature.ts";

export const secretKeyWrong = defineSignature({
  id: "secret-key-wrong",
  failureModes: ["F12", "F32"],
  sources: ["initializer-log", "model-log"],
  verdict: "cause",
  pattern: /SignatureDoesNotMatch/,
  title: "secret key is wrong",
  meaning: "The store knows the access key, but the signature made with the secret key does not fit.",
  remedy: "Check SECRET_ACCESS_KEY in the Secret, line breaks and double encoding included, then restart the pods.",
  samples: [
    {
      lines: [
        "2026/11/21 09:14:03 Failed to copy: SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided.",
      ],
    },
  ],
});
