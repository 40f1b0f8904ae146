// Artifacts that the tracking server hands out itself: only whoever runs it knows in which store they lie.
import { addressOf } from "./mlflow-address.ts";

/**
 * Where an artifact lies. What is no address of MLflow's comes back as it is.
 * @param destination what the server's `--artifacts-destination` says, such as `s3://mlflow`; empty where that is not known
 */
export function atDestination(artifactUri: string, destination: string): string {
  const address = addressOf(artifactUri);
  if (address?.kind !== "proxied" || destination === "") return artifactUri;
  return `${destination.replace(/\/+$/, "")}/${address.path}`;
}
