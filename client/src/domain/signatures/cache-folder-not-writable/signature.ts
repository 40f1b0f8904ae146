// A library that wants to write a cache into a home that is not there (F41).
import { defineSignature } from "../signature.ts";

export const cacheFolderNotWritable = defineSignature({
  id: "cache-folder-not-writable",
  failureModes: ["F41"],
  sources: ["model-log"],
  verdict: "symptom",
  pattern: /There was a problem when trying to write in your cache folder/,
  title: "cache folder not writable",
  meaning: "The library cannot write its cache, because the pod's user has no home directory.",
  remedy: "Set the library's cache variable to a folder below /tmp.",
  samples: [
    {
      lines: [
        "There was a problem when trying to write in your cache folder (/.cache/huggingface/hub). You should set the environment variable TRANSFORMERS_CACHE to a writable directory.",
      ],
    },
  ],
});
