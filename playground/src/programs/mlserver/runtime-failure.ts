// Why MLServer could not load a model.

export interface RuntimeFailure {
  /** The lines of the traceback. */
  readonly error: readonly string[];
}

export function failure(lastLine: string): RuntimeFailure {
  return {
    error: [
      "Traceback (most recent call last):",
      '  File "/opt/conda/lib/python3.8/site-packages/mlserver/registry.py", line 167, in _load_model',
      "    model.ready = await model.load()",
      ...lastLine.split("\n"),
    ],
  };
}
