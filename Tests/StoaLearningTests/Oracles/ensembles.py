"""Makes ensembles.json: what scikit-learn 1.9.1 and LightGBM 4.7.0 reach on the public samples.

    python ensembles.py > ensembles.json

Every fourth row is kept apart; the figures are of those rows, one for each seed from 0 to 9.
"""

import json
from pathlib import Path

import lightgbm
import numpy
import pandas
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

samples = Path(__file__).resolve().parents[3] / "samples"
cars = pandas.read_csv(samples / "used-cars-2005.csv")
weather = pandas.read_csv(samples / "seattle-weather.csv")
x_cars = cars[["Mileage", "Cylinder", "Doors", "Cruise", "Sound", "Leather", "Buick", "Cadillac",
               "Chevy", "Pontiac", "Saab", "convertible", "coupe", "hatchback", "sedan"]]
x_weather = weather[["temp_max", "temp_min", "wind", "precipitation"]]


def parts(x, y):
    test = numpy.arange(len(y)) % 4 == 0
    return x[~test], y[~test], x[test], y[test]


def rmse(model, part):
    return float(numpy.sqrt(numpy.mean((model.predict(part[2]) - part[3]) ** 2)))


def accuracy(model, part):
    return float(numpy.mean(model.predict(part[2]) == part[3]))


prices, kinds = parts(x_cars, cars["Price"]), parts(x_weather, weather["weather"])
boosting = dict(n_estimators=100, max_depth=4, num_leaves=16, learning_rate=0.1, verbose=-1,
                subsample=0.8, subsample_freq=1, min_child_samples=5)
figures = {
    "forest, cars": [
        rmse(RandomForestRegressor(50, max_depth=10, max_features=1 / 3, random_state=s)
             .fit(*prices[:2]), prices) for s in range(10)],
    "forest, weather": [
        accuracy(RandomForestClassifier(50, max_depth=10, random_state=s).fit(*kinds[:2]), kinds)
        for s in range(10)],
    "boosted, cars": [
        rmse(lightgbm.LGBMRegressor(**boosting, random_state=s).fit(*prices[:2]), prices)
        for s in range(10)],
    "boosted, weather": [
        accuracy(lightgbm.LGBMClassifier(**boosting, random_state=s).fit(*kinds[:2]), kinds)
        for s in range(10)],
}
print(json.dumps(figures, indent=2))
