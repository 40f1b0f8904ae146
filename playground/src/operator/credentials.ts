// Keys of the old kind, in Secrets that a service account lists: the initializer gets them as variables or as a file (seldon-facts §4).
import type { EnvVar, Volume, VolumeMount } from "../kubernetes/pod-types.ts";
import type { Secret } from "../kubernetes/workload-types.ts";

export interface Credentials {
  readonly env: readonly EnvVar[];
  readonly volumes: readonly Volume[];
  readonly volumeMounts: readonly VolumeMount[];
}

const googleKeyFile = "gcloud-application-credentials.json";
const googleVolume = "user-gcp-sa";
const googleFolder = "/var/secrets/";

/** Looks only at which keys a Secret has, never at their values. */
export function credentialsFrom(secrets: readonly Secret[]): Credentials {
  const found = secrets.map(fromSecret);
  return {
    env: found.flatMap(one => one.env),
    volumes: found.flatMap(one => one.volumes),
    volumeMounts: found.flatMap(one => one.volumeMounts),
  };
}

function fromSecret(secret: Secret): Credentials {
  const { name } = secret.metadata;
  const keys = new Set(Object.keys(secret.data ?? {}));
  if (keys.has("awsSecretAccessKey")) {
    const fromKey = (variable: string, key: string): EnvVar => ({
      name: variable,
      valueFrom: { secretKeyRef: { name, key } },
    });
    const env = [
      fromKey("AWS_ACCESS_KEY_ID", "awsAccessKeyID"),
      fromKey("AWS_SECRET_ACCESS_KEY", "awsSecretAccessKey"),
    ];
    return { env, volumes: [], volumeMounts: [] };
  }
  if (!keys.has(googleKeyFile)) return { env: [], volumes: [], volumeMounts: [] };
  return {
    env: [{ name: "GOOGLE_APPLICATION_CREDENTIALS", value: googleFolder + googleKeyFile }],
    volumes: [{ name: googleVolume, secret: { secretName: name } }],
    volumeMounts: [{ name: googleVolume, mountPath: googleFolder, readOnly: true }],
  };
}
