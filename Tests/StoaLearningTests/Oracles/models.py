"""Reference figures of regressions on the public samples.

Made with Python 3.11, mpmath 1.4.1, numpy 2.4.6, pandas 3.1.1, scipy 1.17.1, statsmodels 0.15.0 and
scikit-learn 1.9.1:

    python models.py ../../../samples > models.json

Coefficients are [estimate, standard error, t or z, p]; the penalised ones [estimate].
"""

import json
import sys

import numpy as np
import pandas as pd
import statsmodels.api as sm
from mpmath import betainc, fdot, fsum, matrix, mp, mpf, sqrt
from scipy import stats
from sklearn.linear_model import ElasticNet, LogisticRegression, Ridge

mp.dps = 60
samples = sys.argv[1]
cars = pd.read_csv(f"{samples}/used-cars-2005.csv")
trips = pd.read_csv(f"{samples}/recreation-demand.csv")
travel = pd.read_csv(f"{samples}/travel-mode.csv")
weather = pd.read_csv(f"{samples}/seattle-weather.csv")
cases = {}


def design(columns, intercept=True):
    frame = pd.DataFrame(columns).astype(float)
    if intercept:
        frame.insert(0, "(intercept)", 1.0)
    return frame


def indicator(column, level):
    return (column == level).astype(float)


def least_squares(name, y, x, intercept=True):
    """statsmodels keeps nine digits or so where columns have very different sizes, so the figures
    are the normal equations' in 60 digits, and statsmodels must agree with them to 1e-6."""
    rows = [[mpf(value) for value in row] for row in x.to_numpy(float)]
    label = [mpf(value) for value in y.to_numpy(float)]
    n, p = len(rows), len(x.columns)
    freedom = mpf(n - p)
    columns = list(zip(*rows))
    cross = matrix(p, p)
    for a in range(p):
        for b in range(a, p):
            cross[a, b] = cross[b, a] = fdot(columns[a], columns[b])
    inverse = cross**-1
    beta = inverse * matrix([fdot(column, label) for column in columns])
    errors = fsum((v - fdot(row, beta)) ** 2 for row, v in zip(rows, label))
    centre = fsum(label) / n if intercept else mpf(0)
    total = fsum((v - centre) ** 2 for v in label)
    model = p - 1 if intercept else p
    f = (total - errors) / model / (errors / freedom)

    def tail(a, b, x):
        return betainc(a, b, 0, x, regularized=True)

    coefficients = {}
    for index, term in enumerate(x.columns):
        deviation = sqrt(errors / freedom * inverse[index, index])
        t = beta[index] / deviation
        coefficients[term] = [
            beta[index], deviation, t, tail(freedom / 2, mpf(1) / 2, freedom / (freedom + t * t))]
    cases[name] = {
        "coefficients": coefficients,
        "figures": {
            "rows": n, "r2": 1 - errors / total,
            "adjusted_r2": 1 - errors / total * (n - intercept) / freedom,
            "rmse": sqrt(errors / n), "residual_std_error": sqrt(errors / freedom),
            "residual_df": freedom, "f": f,
            "f_p": tail(freedom / 2, mpf(model) / 2, freedom / (freedom + model * f)),
        },
    }
    fit = sm.OLS(y.astype(float), x, hasconst=intercept).fit()
    close = dict(rtol=1e-6, atol=0)
    for index, term in enumerate(x.columns):
        wanted = [float(value) for value in coefficients[term][:3]]
        np.testing.assert_allclose(
            [fit.params[term], fit.bse[term], fit.tvalues[term]], wanted, **close)
    figures = cases[name]["figures"]
    np.testing.assert_allclose(
        [fit.rsquared, fit.rsquared_adj, fit.fvalue],
        [float(figures[key]) for key in ("r2", "adjusted_r2", "f")], **close)


equipment = ["Mileage", "Cylinder", "Doors", "Cruise", "Sound", "Leather"]
least_squares("cars", cars.Price, design({c: cars[c] for c in equipment}))
makes = ["Mileage", "Buick", "Cadillac", "Chevy", "Pontiac", "Saab"]  # Saturn is 1 - the rest
least_squares("cars, collinear", cars.Price, design({c: cars[c] for c in makes}))
least_squares("cars, origin", cars.Price, design({c: cars[c] for c in equipment}, False), False)
least_squares("cars, log", np.log(cars.Price), design({
    "log(Mileage)": np.log(cars.Mileage), "Cylinder": cars.Cylinder,
    "Cylinder:Leather": cars.Cylinder * cars.Leather}))
least_squares("cars, square", cars.Price, design({
    "Mileage": cars.Mileage, "Mileage ** 2": cars.Mileage ** 2.0,
    "Mileage ** 3": cars.Mileage ** 3.0}))
ski = indicator(trips.ski, "yes")
fee = indicator(trips.userfee, "yes")
least_squares("trips", trips.trips, design({
    "quality": trips.quality, "ski[yes]": ski, "income": trips.income, "userfee[yes]": fee,
    "costC": trips.costC, "costS": trips.costS, "costH": trips.costH,
    "ski[yes]:income": ski * trips.income, "ski[yes]:userfee[yes]": ski * fee}))
kinds = sorted(weather.weather.unique())
least_squares("weather", weather.temp_max, design(
    {"temp_min": weather.temp_min, "wind": weather.wind}
    | {f"weather[{k}]": indicator(weather.weather, k) for k in kinds[1:]}
    | {f"weather[{k}]:wind": indicator(weather.weather, k) * weather.wind for k in kinds[1:]}))
least_squares("weather, origin", weather.temp_max, design(
    {f"weather[{k}]": indicator(weather.weather, k) for k in kinds}
    | {"wind": weather.wind}, False), False)
# Wind within each kind of weather, without wind of its own: a slope for every kind.
least_squares("weather, slopes", weather.temp_max, design(
    {f"weather[{k}]:wind": indicator(weather.weather, k) * weather.wind for k in kinds}))


def penalized(name, y, x, strength, share, standardize=True, intercept=True):
    """MLlib's objective (population deviations s of columns and sy of the label):

        1/2n |y - b0 - X b|^2 + strength share sum(u |b|)
            + strength (1 - share) / (2 sy) sum(u^2 b^2),   u = s or 1

    scikit-learn's ElasticNet minimises 1/2n |y - Z c|^2 + alpha l1 |c|_1 + alpha (1-l1)/2 |c|^2,
    so with Z = X/u, c = u b: alpha l1 = strength share, alpha (1 - l1) = strength (1-share)/sy.
    Ridge minimises |y - Z c|^2 + alpha |c|^2: alpha = n strength / sy.
    """
    x, y = x.astype(float), y.astype(float)
    units = x.std(ddof=0) if standardize else pd.Series(1.0, x.columns)
    z = x / units
    lasso = strength * share
    ridge = strength * (1 - share) / y.std(ddof=0)
    if share == 0:
        model = Ridge(alpha=len(y) * ridge, fit_intercept=intercept, solver="svd", tol=1e-14)
    else:
        model = ElasticNet(
            alpha=lasso + ridge, l1_ratio=lasso / (lasso + ridge), fit_intercept=intercept,
            tol=1e-15, max_iter=10_000_000)
    model.fit(z, y)
    coefficients = {"(intercept)": [model.intercept_]} if intercept else {}
    coefficients |= {term: [c / units[term]] for term, c in zip(x.columns, model.coef_)}
    residuals = y - model.predict(z)
    cases[name] = {
        "coefficients": coefficients,
        "figures": {"rmse": np.sqrt((residuals**2).mean())},
    }


x = cars[equipment]
penalized("cars, ridge", cars.Price, x, 500.0, 0.0)
penalized("cars, ridge, plain", cars.Price, x, 500.0, 0.0, standardize=False)
penalized("cars, ridge, origin", cars.Price, x, 500.0, 0.0, intercept=False)
penalized("cars, lasso", cars.Price, x, 800.0, 1.0)
penalized("cars, lasso, plain", cars.Price, x, 300.0, 1.0, standardize=False)
penalized("cars, elastic net", cars.Price, x, 900.0, 0.4)
penalized("cars, elastic net, origin", cars.Price, x, 900.0, 0.4, intercept=False)


def against_intercept(fit, y, parameters):
    """Figures that refer to the intercept alone, whose likelihood has a closed form (statsmodels
    finds it by iteration, to about 1e-9)."""
    counts = y.value_counts()
    null = float((counts * np.log(counts / len(y))).sum())
    ratio = 2 * (fit.llf - null)
    return {
        "rows": fit.nobs, "log_likelihood": fit.llf, "null_deviance": -2 * null,
        "pseudo_r2": 1 - fit.llf / null, "aic": fit.aic, "likelihood_ratio": ratio,
        "likelihood_ratio_p": stats.chi2.sf(ratio, parameters),
    }


def binary(name, y, x):
    fit = sm.Logit(y.astype(float), x).fit(method="newton", maxiter=100, tol=1e-14, disp=0)
    probabilities = fit.predict(x)
    cases[name] = {
        "coefficients": {
            term: [fit.params[term], fit.bse[term], fit.tvalues[term], fit.pvalues[term]]
            for term in x.columns
        },
        "figures": against_intercept(fit, y, len(x.columns) - 1) | {
            "deviance": -2 * fit.llf, "accuracy": ((probabilities > 0.5) == (y == 1)).mean(),
        },
        "probabilities": list(probabilities[:5]),
    }


binary("trips, logit", ski, design({
    "income": trips.income, "costS": trips.costS, "quality": trips.quality,
    "userfee[yes]": fee}))
modes = sorted(travel["mode"].unique())
binary("travel, logit", (travel.choice == "yes").astype(float), design(
    {"wait": travel.wait, "vcost": travel.vcost, "travel": travel.travel}
    | {f"mode[{m}]": indicator(travel["mode"], m) for m in modes[1:]}))

chosen = travel[travel.choice == "yes"]
x = design({"income": chosen.income, "size": chosen["size"]})
fit = sm.MNLogit(chosen["mode"], x).fit(method="newton", maxiter=100, tol=1e-14, disp=0)
cases["travel, multinomial"] = {
    "coefficients": {
        f"{m}/{term}": [fit.params.iloc[i, j], fit.bse.iloc[i, j], fit.tvalues.iloc[i, j],
                        fit.pvalues.iloc[i, j]]
        for j, m in enumerate(modes[1:]) for i, term in enumerate(x.columns)
    },
    "figures": against_intercept(
        fit, chosen["mode"], (len(modes) - 1) * (len(x.columns) - 1)),
    "probabilities": list(np.asarray(fit.predict(x))[0]),
}


def penalized_logistic(name, y, x, strength, share):
    """MLlib: mean log loss + strength share sum(u |b|) + strength (1-share)/2 sum(u^2 b^2), u the
    sample deviations. scikit-learn: C sum of log loss + l1 |c|_1 + (1 - l1)/2 |c|^2 with c = u b,
    so C = 1 / (n strength), l1 = share.
    """
    x = x.astype(float)
    units = x.std(ddof=1)
    z = (x - x.mean()) / units
    options = dict(C=1 / (len(y) * strength), tol=1e-13, max_iter=1_000_000)
    if share == 0:
        model = LogisticRegression(solver="newton-cholesky", **options)
    else:
        model = LogisticRegression(solver="saga", l1_ratio=share, random_state=0, **options)
    model.fit(z, y)
    rows = {}
    centre = model.intercept_.mean() if len(model.classes_) > 2 else 0
    for k, (c, b0) in enumerate(zip(model.coef_, model.intercept_)):
        label = f"{model.classes_[k]}/" if len(model.classes_) > 2 else ""
        plain = c / units
        rows[f"{label}(intercept)"] = [b0 - (plain * x.mean()).sum()]
        rows |= {f"{label}{term}": [plain[term]] for term in x.columns}
    if len(model.classes_) > 2:
        # MLlib's intercepts sum to zero.
        names = [r for r in rows if r.endswith("(intercept)")]
        mean = np.mean([rows[r][0] for r in names])
        for r in names:
            rows[r][0] -= mean
    cases[name] = {
        "coefficients": rows, "figures": {},
        "probabilities": list(model.predict_proba(z)[0]),
    }


x = design({"income": trips.income, "costS": trips.costS, "quality": trips.quality,
            "userfee[yes]": fee}, False)
penalized_logistic("trips, logit ridge", ski, x, 0.05, 0.0)
penalized_logistic("trips, logit lasso", ski, x, 0.02, 1.0)
penalized_logistic("trips, logit elastic net", ski, x, 0.03, 0.5)
x = design({"precipitation": weather.precipitation, "temp_max": weather.temp_max,
            "temp_min": weather.temp_min, "wind": weather.wind}, False)
penalized_logistic("weather, ridge", weather.weather, x, 0.01, 0.0)


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return float(value)


json.dump(plain(cases), sys.stdout, indent=1)
print()
