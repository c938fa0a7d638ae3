extension VerbCatalogue {
  static let rowVerbs: [Verb] = [
    Verb(
      .where, .rows, "where PREDICATE",
      "keeps the rows for which the predicate is true; null is not true",
      examples: ["cars | where price > 5000 and fuel == \"gas\""]),
    Verb(
      .sort, .rows, "sort EXPR [desc], …",
      "sorts the rows; ascending unless it says `desc`; nulls come last in both directions",
      examples: ["cars | sort make, price desc"]),
    Verb(
      .take, .rows, "take N", "keeps the first rows, in the order that the rows have",
      examples: ["cars | sort price | take 3"]),
    Verb(
      .skip, .rows, "skip N", "leaves out the first rows",
      examples: ["cars | sort price | skip 3"]),
    Verb(
      .top, .rows, "top N by EXPR [desc]",
      "keeps the first rows of the order that `by` gives; the same as `sort` and `take`",
      examples: ["cars | top 3 by price desc"]),
    Verb(
      .distinct, .rows, "distinct [COLUMN, …]",
      "keeps one row of those that are equal, or equal in the columns given",
      examples: ["cars | distinct make, fuel", "cars | select make | distinct"]),
    Verb(
      .sample, .rows, "sample N | N% [seed N]",
      "draws rows at random; with a seed, the same ones each time",
      examples: ["cars | sample 5 seed 1", "cars | sample 50% seed 1"]),
    Verb(
      .split, .rows, "split SHARE, … [seed N]",
      "deals the rows out to several frames, disjoint and together the whole",
      examples: [
        "train, test = cars | split 0.7 seed 42", "a, b, c = cars | split 0.5, 0.3 seed 7",
      ]),
    Verb(
      .dropMissing, .rows, "drop missing [COLUMN, …]",
      "leaves out the rows with a null in any column, or in the columns given",
      examples: ["cars | drop missing", "cars | drop missing price, odometer"]),
  ]

  static let columnVerbs: [Verb] = [
    Verb(
      .select, .columns, "select COLUMN | NAME = EXPR, …",
      "keeps these columns, in this order, and computes new ones",
      examples: ["cars | select make, age = 2024 - year"]),
    Verb(
      .drop, .columns, "drop COLUMN, …", "leaves out columns",
      examples: ["cars | drop odometer, fuel"]),
    Verb(
      .rename, .columns, "rename NEW = OLD, …", "gives columns new names",
      examples: ["cars | rename km = odometer"]),
    Verb(
      .derive, .columns, "derive NAME = EXPR, … [by KEY, … [sort EXPR [desc], …]]",
      "adds or replaces columns; with `by`, the expressions may look at the rows of the group",
      examples: [
        "cars | derive age = 2024 - year",
        "cars | derive place = rank() by make sort price desc",
        "sales | derive week = mean(amount rows -6..0) by shop sort day",
      ]),
    Verb(
      .fill, .columns, "fill COLUMN = EXPR, …", "puts a value in the place of nulls",
      examples: ["cars | fill price = 0.0, fuel = \"unknown\""]),
  ]

  static let groupVerbs: [Verb] = [
    Verb(
      .summarize, .groups, "summarize [NAME =] AGGREGATE, … [by KEY, …]",
      "makes one row of each group, or of all rows; `mean(price)` without a name is `mean_price`",
      examples: [
        "cars | summarize n = count(), mean(price) by make",
        "sales | summarize sum(amount) by shop, bin(day, 7d)",
        "cars | summarize cheap = count(where price < 5000), max(price)",
      ]),
    Verb(
      .pivot, .groups, "pivot KEY values AGGREGATE by COLUMN, …",
      "turns the values of a column into columns",
      examples: ["cars | pivot fuel values mean(price) by make"]),
    Verb(
      .unpivot, .groups, "unpivot COLUMN, … into NAME, VALUE",
      "turns columns into rows: one for each column, with its name and its value",
      examples: ["cars | select id, year, odometer | unpivot year, odometer into what, value"]),
  ]

  static let frameVerbs: [Verb] = [
    Verb(
      .join, .frames, "join FRAME [on COLUMN | A == B, …] [kind KIND]",
      "brings the columns of two frames together where the keys are equal; the kinds are inner, "
        + "left, right, full, semi, anti, cross; equal names outside the key get `_right`",
      examples: [
        "cars | join makers on make",
        "cars | join (makers | rename brand = make) on make == brand kind left",
      ]),
    Verb(
      .asofJoin, .frames, "asof join FRAME on COLUMN, … by TIME",
      "adds, to each row, the last row of the other frame at or before its time",
      examples: ["sales | asof join prices on shop by day"]),
    Verb(
      .union, .frames, "union FRAME", "puts the rows of two frames together, by column name",
      examples: ["cars | select make | union (makers | select make)"]),
    Verb(
      .except, .frames, "except FRAME", "keeps the distinct rows that the other frame has not",
      examples: ["makers | select make | except (cars | select make)"]),
    Verb(
      .intersect, .frames, "intersect FRAME", "keeps the distinct rows that both frames have",
      examples: ["makers | select make | intersect (cars | select make)"]),
  ]

  static let lookingVerbs: [Verb] = [
    Verb(
      .describe, .looking, "describe", "gives a row about each column: type, nulls, spread",
      examples: ["cars | describe"]),
    Verb(.count, .looking, "count", "gives the number of rows", examples: ["cars | count"]),
    Verb(
      .schema, .looking, "schema", "gives the names and types of the columns",
      examples: ["cars | schema"]),
    Verb(
      .plot, .looking, "plot KIND X[, Y] [by SERIES] [title \"…\"] [log x|y]",
      "draws the frame and gives it on unchanged; the kinds are bar, line, scatter, histogram, "
        + "box, heatmap",
      examples: ["cars | plot scatter odometer, price by fuel title \"Prices\" log y"],
      isAvailable: false),
    Verb(
      .explain, .looking, "explain", "shows the plan and the SQL of the pipeline so far",
      examples: ["cars | where price > 5000 | explain"]),
    Verb(
      .profile, .looking, "profile", "runs the pipeline prefix by prefix and times every stage",
      examples: ["cars | where price > 5000 | sort price | profile"]),
    Verb(
      .expect, .looking, "expect PREDICATE | rows == N | column NAME within EXPR of EXPR",
      "fails where a row, the number of rows or a column's values are not as expected",
      examples: [
        "cars | expect year > 1950", "cars | expect rows == 12",
        "cars | summarize n = count() | expect column n within 0.5 of 12",
      ]),
  ]

  static let modelVerbs: [Verb] = [
    Verb(
      .fit, .models, "fit KIND LABEL ~ TERM + … [with PARAMETER = VALUE, …]",
      "trains a model; `.` is all other columns, `- a` is without, `a:b` is an interaction",
      examples: [
        "lm = cars | fit linear price ~ year + odometer",
        "cars | fit logistic automatic ~ year + log(odometer) with reg_param = 0.1",
      ]),
    Verb(
      .predict, .models, "predict MODEL [top K] [near LAT, LON within KM km in PLACES] [as NAME]",
      "adds the column `prediction`, and `probability` for a classifier; `top` gives a row for "
        + "each of the likeliest classes, and `near` one for each place of such a class, by the "
        + "columns `lat` and `lon` of PLACES, with `distance_km`",
      examples: [
        "cars | predict lm", "cars | predict lm as guess",
        "here | predict kinds top 5 near lat, lon within 2 km in venues",
      ]),
    Verb(
      .evaluate, .models, "evaluate LABEL [METRIC, …]",
      "compares the predictions with the label: rmse, mae and r2, or accuracy, f1, log_loss, "
        + "top3_accuracy; `confusion`, `classes` or `calibration` alone gives a row a pair, class or "
        + "tenth of probability",
      examples: ["cars | predict lm | evaluate price", "cars | predict lm | evaluate price r2"]),
    Verb(
      .crossValidate, .models,
      "cross_validate KIND LABEL ~ TERM + … [with k = 5, seed = N, PARAMETER = VALUE, …]",
      "trains k models, each without one part of the rows, and evaluates it on that part: a row a "
        + "part",
      examples: ["cars | cross_validate linear price ~ year + odometer with k = 10, seed = 1"]),
    Verb(
      .tune, .models,
      "tune KIND LABEL ~ TERM + … with PARAMETER = [VALUE, …], … [tries = N, seconds = S]",
      "trains a model with each combination of the values, or with as many as are asked for drawn "
        + "by chance, also from ranges, `0.01..1.0`, and evaluates it on a share of the rows that "
        + "was kept apart: a row a try; a range of floats whose ends are a hundredfold apart is drawn "
        + "from by its logarithm",
      examples: [
        "cars | tune tree price ~ . with max_depth = [3, 5, 8], min_instances_per_node = [1, 20]",
        "cars | tune forest price ~ . with num_trees = [20, 50], max_depth = [5, 9], tries = 3",
        "cars | tune boosted price ~ . with step_size = 0.01..1.0, max_depth = 2..8, tries = 10",
      ]),
  ]

  static let keepingVerbs: [Verb] = [
    Verb(
      .cache, .keeping, "cache",
      "keeps the frame in the engine's memory; one with a name, for as long as a name needs it",
      examples: ["recent = cars | where year > 2010 | cache"]),
    Verb(
      .collect, .keeping, "collect",
      "brings the frame from the cluster to the engine of this process, where the stages after it "
        + "run",
      examples: ["few = cars | where year > 2010 | collect"]),
    Verb(
      .save, .keeping,
      "save \"PATH\" [as csv|parquet|json|orc] [with OPTION = VALUE, …] [overwrite]",
      "writes the frame, or the model, to a file",
      examples: ["cars | save \"cars.csv\" overwrite", "cars | save \"cars.parquet\" overwrite"]),
  ]
}
