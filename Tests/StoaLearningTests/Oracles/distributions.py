# Tail probabilities with 40 digits. Made with mpmath 1.4.1; prints rows for
# DistributionTests.swift.
from mpmath import mp, mpf, betainc, gammainc, erfc, sqrt
mp.dps=40
def t2(t,v): t,v=mpf(t),mpf(v); return betainc(v/2,mpf(1)/2,0,v/(v+t*t),regularized=True)
def f(x,a,b): x,a,b=mpf(x),mpf(a),mpf(b); return betainc(b/2,a/2,0,b/(b+a*x),regularized=True)
def c(x,k): return gammainc(mpf(k)/2,mpf(x)/2,regularized=True)
def n(z): return erfc(mpf(z)/sqrt(mpf(2)))
for t,v in [(0.1,1),(1,1),(2.5,3),(12,5),(1e-8,10),
    (2,30),(40,30),(1.96,1e3),(8,1e5),(35,1e6),(3,2.0)]:
    print(f"    ({t!r}, {v!r}, {mp.nstr(t2(t,v),17)}),")
print()
for x,a,b in [(0.5,1,10),(4,2,7),(330.285339234588,6,9),(1,10,10),
    (0.01,5,20),(300,7,796),(2,40,1000),(100,10,1e6),
    (1e-6,3,8),(50,60,70)]:
    print(f"    ({x!r}, {a!r}, {b!r}, {mp.nstr(f(x,a,b),17)}),")
print()
for x,k in [(0.5,1),(3.84,1),(10,4),(200,3),(1400,5),
    (0.001,7),(95,100),(1300,1000),(900,1000),(700,60)]:
    print(f"    ({x!r}, {k!r}, {mp.nstr(c(x,k),17)}),")
print()
for z in [0.001,0.5,1.96,6,15,37]:
    print(f"    ({z!r}, {mp.nstr(n(z),17)}),")
