kubectl patch sdep churn -n models --type='json' \
  -p='[{"op": "replace", "path": "/spec/predictors/1/traffic", "value": 25}]'
#                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning traffic-patch/oneSided (suggestion)
