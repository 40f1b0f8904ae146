// What a store, or the way to it, can answer to the initializer whatever its manifest says (failure-modes §4.1).

export interface StoreProblem {
  readonly entries: readonly string[];
  readonly effect: string;
  /** rclone's words. */
  readonly error: string;
  /** The source does not exist: exit code 3 instead of 1. */
  readonly isMissing?: true;
}

const REFUSED = "status code: 403, request id: 17D3E0C5A1B2F4C8, host id: ";

function unsent(why: string): string {
  const url = "http://minio.minio.svc.cluster.local:9000/models?delimiter=%2F&max-keys=1000&prefix=";
  return `RequestError: send request failed\ncaused by: Get ${JSON.stringify(url)}: ${why}`;
}

/** By the scenario's name. */
export const STORE_PROBLEMS: Readonly<Record<string, StoreProblem>> = {
  "bucket-missing": {
    entries: ["S11"],
    effect: "the store says that the bucket does not exist",
    error: "directory not found",
    isMissing: true,
  },
  "credentials-rejected": {
    entries: ["F12"],
    effect: "the store does not know the access key",
    error: `InvalidAccessKeyId: The Access Key Id you provided does not exist in our records.\n\t${REFUSED}`,
  },
  "access-denied": {
    entries: ["F12"],
    effect: "the store knows the key, and lets it not list the bucket",
    error: `AccessDenied: Access Denied.\n\t${REFUSED}`,
  },
  "clock-skew": {
    entries: ["F12"],
    effect: "the node's clock is off",
    error: `RequestTimeTooSkewed: The difference between the request time and the server's time is too large.\n\t${REFUSED}`,
  },
  "anonymous-refused": {
    entries: ["F12"],
    effect: "a bucket of Google's asks for an identity",
    error: "googleapi: Error 401: Anonymous caller does not have storage.objects.list access, authError",
  },
  "store-refuses": {
    entries: ["F11"],
    effect: "nothing listens at the store's Service",
    error: unsent("dial tcp 10.96.83.17:9000: connect: connection refused"),
  },
  "store-timeout": {
    entries: ["F11"],
    effect: "a NetworkPolicy drops what the pod sends to the store",
    error: unsent("dial tcp 10.96.83.17:9000: i/o timeout"),
  },
  "store-speaks-tls": {
    entries: ["F11"],
    effect: "the store wants TLS where the Secret says http",
    error: unsent("read tcp 10.244.0.17:41234->10.96.83.17:9000: read: connection reset by peer"),
  },
  "store-certificate": {
    entries: ["F47"],
    effect: "the store's certificate is of an authority that the image does not know",
    error: unsent("x509: certificate signed by unknown authority"),
  },
};
