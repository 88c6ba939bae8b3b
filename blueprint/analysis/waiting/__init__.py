"""Waiting: the service as a network of queues, from who comes and who serves to how long customers wait.

========== ============================================================================================================
`hours`    the week in pieces in which nothing changes
`streams`  who comes, how often and how evenly
`visits`   how often customers of each class come to each step
`jobs`     what each visit takes of each resource
`clock`    how long customers are under way, waits counted
`wait_law` how long waits are: mean, share that waits, share that waits longer than a time
`queues`   the queue at one resource: which closed form holds, and what it says
`shifts`   queues that change by the hour
`network`  all of it together, until waits and visits agree
`promises` standards by closed form
========== ============================================================================================================
"""
