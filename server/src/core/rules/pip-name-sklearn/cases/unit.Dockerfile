FROM python:3.9-slim
RUN pip install seldon-core sklearn pandas
#                           ^^^^^^^ error pip-name-sklearn/deprecated (fix)
