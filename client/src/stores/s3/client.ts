// An S3 client that knows what the plan says and nothing else: no profile, environment, role or retry of this machine has a say.
import http from "node:http";
import https from "node:https";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { reveal, type S3Plan } from "../../domain/store/index.ts";

/** Where a connection leads instead of the endpoint's own host, such as a forward to its Service (`ForwardLease`). */
export interface Detour {
  readonly host: string;
  readonly localPort: number;
}

/** Milliseconds until a connection has to stand. */
const CONNECTING = 5_000;

export function createClient(plan: S3Plan, via: Detour | undefined): S3Client {
  const client = new S3Client({
    ...APART_FROM_THIS_MACHINE,
    ...signing(plan),
    region: plan.region,
    endpoint: plan.endpoint,
    forcePathStyle: plan.isPathStyle,
    // As rclone: where the endpoint is not Amazon's, there is no other place to go to.
    followRegionRedirects: /\.amazonaws\.com(?:\.cn)?$/.test(plan.endpoint),
    requestHandler: {
      connectionTimeout: CONNECTING,
      httpAgent: new http.Agent({ keepAlive: true, maxSockets: 4 }),
      httpsAgent: new https.Agent({ keepAlive: true, maxSockets: 4, rejectUnauthorized: plan.isCertificateChecked }),
    },
  });
  if (via) addDetour(client, via);
  return client;
}

/** Each of these would otherwise be looked for in the environment and in `~/.aws`. */
const APART_FROM_THIS_MACHINE = {
  authSchemePreference: [],
  defaultsMode: "standard",
  disableS3ExpressSessionAuth: true,
  maxAttempts: 1,
  requestChecksumCalculation: "WHEN_REQUIRED",
  responseChecksumValidation: "WHEN_REQUIRED",
  retryMode: "standard",
  sigv4aSigningRegionSet: [],
  useArnRegion: false,
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: () => Promise.resolve(undefined),
} satisfies S3ClientConfig;

function signing({ credentials }: S3Plan): S3ClientConfig {
  if (!credentials) {
    // Without keys nothing is signed; with none given the library would look for some.
    return {
      credentials: { accessKeyId: "", secretAccessKey: "" },
      signer: { sign: request => Promise.resolve(request) },
    };
  }
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    credentials: {
      accessKeyId: reveal(accessKeyId),
      secretAccessKey: reveal(secretAccessKey),
      ...(sessionToken && { sessionToken: reveal(sessionToken) }),
    },
  };
}

/**
 * Turns signed requests to another address. Their Host header and signature stay those of the endpoint, and so does the name
 * that TLS asks for, since Node takes it from that header.
 */
function addDetour(client: S3Client, { host, localPort }: Detour): void {
  client.middlewareStack.add(
    next => args => {
      if (isRequest(args.request)) Object.assign(args.request, { hostname: host, port: localPort });
      return next(args);
    },
    // After the signature, which has a high priority in this step.
    { step: "finalizeRequest", priority: "low", name: "detour" },
  );
}

function isRequest(value: unknown): value is { hostname: string; port?: number } {
  return typeof value === "object" && value !== null && "hostname" in value;
}
