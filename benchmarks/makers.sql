-- The same as makers.stoa, for DuckDB's own shell.
select manufacturer, count(*) as n, avg(price) as mean_price, avg(odometer) as mean_odometer
from read_csv('FILE')
where price between 500 and 150000 and year >= 1990
  and odometer is not null and manufacturer is not null
group by manufacturer
order by n desc, manufacturer;
