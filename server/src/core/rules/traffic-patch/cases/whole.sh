kubectl patch sdep churn -n models --type json -p '[
  {"op": "test", "path": "/spec/predictors/1/name", "value": "canary"},
  {"op": "replace", "path": "/spec/predictors/0/traffic", "value": 75},
  {"op": "replace", "path": "/spec/predictors/1/traffic", "value": 25}
]'
kubectl patch deployment churn --type json -p '[{"op": "replace", "path": "/spec/predictors/1/traffic", "value": 25}]'
