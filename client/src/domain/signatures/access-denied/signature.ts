// The store knows who asks and refuses, or nobody asked with a name (F12, F48, S35).
import { defineSignature } from "../signature.ts";

export const accessDenied = defineSignature({
  id: "access-denied",
  failureModes: ["F12", "F48", "S35"],
  sources: ["initializer-log", "model-log"],
  verdict: "cause",
  pattern: /\bAccessDenied\b|Anonymous caller does not have storage\.objects/,
  title: "access denied",
  meaning:
    'The store refuses to list or read the bucket for these credentials. Without keys the request is anonymous. A service account\'s role counts only where ENV_AUTH is "true".',
  remedy:
    'Allow s3:ListBucket on the bucket and s3:GetObject on its objects. For a role set ENV_AUTH to "true" and leave the keys empty. For a private gs:// bucket give a Secret.',
  samples: [
    { lines: ["2026/11/21 09:14:03 Failed to copy: AccessDenied: Access Denied."] },
    {
      lines: [
        "operation error S3: ListObjectsV2, https response error StatusCode: 403, api error AccessDenied: Access Denied.",
      ],
    },
    {
      lines: [
        "googleapi: Error 401: Anonymous caller does not have storage.objects.list access to the Google Cloud Storage bucket., required",
      ],
    },
  ],
});
