"""The whole house under one command, for a machine that has nothing: `make run`, and the servers behind `make test`.

    __main__.py    what was asked for; whatever a person can put right becomes one sentence
    city.py        the sample city, step by step, until Ctrl-C
    servers.py     PostgreSQL and Valkey alone, around another command
    postgres.py    valkey.py    web.py      one kind of child each
    processes.py   children: started, watched, started again, ended in order, never outliving us
    rights.py      root gives up its rights, because PostgreSQL refuses root
    folders.py     keys.py      translations.py      report.py

It starts Django's processes and imports nothing of them.
"""
