"""Queueing: closed forms of waiting lines as pure functions, one family a module.

Units of time are free: rates and times of one call share one. All waits are times in the queue before service.

================ ======================================================================================================
`erlang`         Erlang B and C by recursion, and how many servers keep a promise
`mmc`            M/M/c: waits, queues and their distributions
`finite`         limited room (M/M/c/K) and limited population (M/M/c//N)
`mg1`            M/G/1 and M/D/c
`gimc`           GI/M/c: arrivals with a law of their own
`approximations` G/G/c: Kingman, Kraemer and Langenbach-Belz, Allen and Cunneen, Sakasegawa
`abandonment`    customers who lose patience: Erlang A
`impatience`     patience of any law: M/M/c+G
`priority`       classes that are served before others
`networks`       Jackson networks and shared pools
`qna`            Whitt's approximation of general networks
`fork_join`      work that is divided and put together again
`time_varying`   arrivals and staff by the hour
`square_root`    staffing of large services in the limit
`laws`           distributions: moments, distribution functions, transforms
================ ======================================================================================================
"""
