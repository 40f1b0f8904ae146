// The node could not get an image (F15).
import { defineSignature } from "../signature.ts";

export const imageNotPulled = defineSignature({
  id: "image-not-pulled",
  failureModes: ["F15"],
  sources: ["event", "pod-state"],
  verdict: "cause",
  pattern:
    /^(?!.*seldonio\/alibi-explain-server)(?!.*no match for platform).*(?:Failed to pull image "(?<image>[^"]+)"|pull access denied|manifest for \S+ not found|toomanyrequests|Error: (?:ErrImagePull|ImagePullBackOff)|Back-off pulling image "(?<name>[^"]+)"|InvalidImageName)/,
  title: "image cannot be pulled",
  meaning:
    "The node cannot get the image: its name or tag is wrong, the registry wants credentials or limits the rate, or the image was only built locally.",
  remedy:
    "Check image and tag. For a private registry set imagePullSecrets under componentSpecs[].spec, in each componentSpec. For a local image load it into the cluster and use imagePullPolicy: IfNotPresent.",
  samples: [
    {
      lines: [
        'Failed to pull image "registry.example/iris:1.0": rpc error: code = Unknown desc = Error response from daemon: manifest for registry.example/iris:1.0 not found: manifest unknown',
      ],
    },
    { lines: ["toomanyrequests: You have reached your pull rate limit."] },
    { lines: ['Back-off pulling image "iris:latest"'] },
    { lines: ["Error: ErrImagePull"] },
  ],
});
