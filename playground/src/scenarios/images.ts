// What a registry can answer to a pull, in containerd's words (failure-modes F15).

export interface PullProblem {
  readonly entries: readonly string[];
  readonly effect: string;
  /** What follows `Failed to pull image "…": rpc error: `. */
  readonly error: (image: string) => string;
}

/** By the scenario's name. */
export const PULL_PROBLEMS: Readonly<Record<string, PullProblem>> = {
  "image-denied": {
    entries: ["F15"],
    effect: "the registry lets nobody pull the model's image without a login",
    error: image =>
      `code = Unknown desc = failed to pull and unpack image "${image}": pull access denied, repository does not exist or may require 'docker login'`,
  },
  "image-rate-limit": {
    entries: ["F15"],
    effect: "Docker Hub has answered enough pulls",
    error: image =>
      `code = Unknown desc = failed to pull and unpack image "${image}": toomanyrequests: You have reached your pull rate limit`,
  },
};
