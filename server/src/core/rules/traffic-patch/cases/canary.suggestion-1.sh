kubectl patch sdep churn -n models --type='json' \
  -p='[{"op": "replace", "path": "/spec/predictors/1/traffic", "value": 25}, {"op": "replace", "path": "/spec/predictors/0/traffic", "value": 75}]'
#                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint patch-path/byIndex
#                                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint patch-path/byIndex
