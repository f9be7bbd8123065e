-- A journal as the first program with one wrote it (commit 49bedbc): its tables, and a little of everything.
PRAGMA application_id = 1953854575;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE added (item TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO "added" VALUES('q/x');
CREATE TABLE day (
    day INTEGER PRIMARY KEY, answers INTEGER NOT NULL, right INTEGER NOT NULL, new INTEGER NOT NULL,
    reviews INTEGER NOT NULL, reviews_right INTEGER NOT NULL, seconds REAL NOT NULL, guesses INTEGER NOT NULL,
    guesses_right INTEGER NOT NULL, practice INTEGER NOT NULL, practice_right INTEGER NOT NULL,
    practice_seconds REAL NOT NULL, screens INTEGER NOT NULL, lessons INTEGER NOT NULL
) STRICT;
INSERT INTO "day" VALUES(20000,3,2,2,0,0,61.5,1,0,0,0,0.0,3,1);
INSERT INTO "day" VALUES(20002,2,1,0,2,1,8.0,0,0,0,0,0.0,0,0);
INSERT INTO "day" VALUES(20005,3,2,2,1,1,12.0,0,0,0,0,0.0,0,0);
CREATE TABLE declined (suggestion TEXT PRIMARY KEY, until INTEGER) STRICT, WITHOUT ROWID;
INSERT INTO "declined" VALUES('leech:p/1',NULL);
CREATE TABLE event (
    time INTEGER NOT NULL, device TEXT NOT NULL, seq INTEGER NOT NULL, utc INTEGER NOT NULL, offset INTEGER NOT NULL,
    kind TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (time, device, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO "event" VALUES(1728043200000,'0badcafe',1,1728043200000,0,'setting-changed','','{"key":"seed","value":7}');
INSERT INTO "event" VALUES(1728043200001,'0badcafe',2,1728043200000,0,'pack-changed','p','{"state":"started"}');
INSERT INTO "event" VALUES(1728043200002,'0badcafe',3,1728043200000,0,'setting-changed','','{"key":"retention","value":0.85}');
INSERT INTO "event" VALUES(1728043200003,'0badcafe',4,1728043200000,0,'lesson-read','p/l','{"screen":-1,"seconds":9.0}');
INSERT INTO "event" VALUES(1728043200004,'0badcafe',5,1728043200000,0,'answered','p/a','{"kind":"choice","given":["1:0123456789abcdef"],"verdict":"wrong","seconds":4.0,"answer_hash":"1:ab","mark":"guess"}');
INSERT INTO "event" VALUES(1728043200005,'0badcafe',6,1728043200000,0,'lesson-read','p/l','{"screen":0,"seconds":31.5}');
INSERT INTO "event" VALUES(1728043200006,'0badcafe',7,1728043200000,0,'answered','p/a','{"kind":"choice","given":["1:0123456789abcdef"],"verdict":"right","seconds":4.0,"answer_hash":"1:ab"}');
INSERT INTO "event" VALUES(1728043200007,'0badcafe',8,1728043200000,0,'answered','p/b','{"kind":"choice","given":["1:0123456789abcdef"],"verdict":"wrong","seconds":4.0,"answer_hash":"1:ab"}');
INSERT INTO "event" VALUES(1728043200008,'0badcafe',9,1728043200000,0,'answered','p/b','{"kind":"choice","given":["1:0123456789abcdef"],"verdict":"right","seconds":4.0,"answer_hash":"1:ab"}');
INSERT INTO "event" VALUES(1728043200009,'0badcafe',10,1728043200000,0,'lesson-read','p/l','{"screen":1,"seconds":5.0,"finished":true}');
INSERT INTO "event" VALUES(1728216000000,'0badcafe',11,1728216000000,0,'answered','p/a','{"kind":"choice","given":["1:0123456789abcdef"],"verdict":"right","seconds":4.0,"answer_hash":"1:ab"}');
INSERT INTO "event" VALUES(1728216000001,'0badcafe',12,1728216000000,0,'answered','p/b','{"kind":"choice","given":["1:0123456789abcdef"],"verdict":"wrong","seconds":4.0,"answer_hash":"1:ab"}');
INSERT INTO "event" VALUES(1728216000002,'0badcafe',13,1728216000000,0,'answered','p/c','{"kind":"choice","given":["1:0123456789abcdef"],"verdict":"right","seconds":4.0,"answer_hash":"1:ab"}');
INSERT INTO "event" VALUES(1728216000003,'0badcafe',14,1728216000000,0,'undone','p/c','{"device":"0badcafe","seq":13}');
INSERT INTO "event" VALUES(1728475200000,'0badcafe',15,1728475200000,0,'answered','p/b','{"kind":"choice","given":["1:0123456789abcdef"],"verdict":"right","seconds":4.0,"confidence":"guess","answer_hash":"1:ab"}');
INSERT INTO "event" VALUES(1728475200001,'0badcafe',16,1728475200000,0,'answered','p/d','{"kind":"choice","given":["1:0123456789abcdef"],"verdict":"wrong","seconds":4.0,"answer_hash":"1:ab"}');
INSERT INTO "event" VALUES(1728475200002,'0badcafe',17,1728475200000,0,'item-added','q/x','{}');
INSERT INTO "event" VALUES(1728475200003,'0badcafe',18,1728475200000,0,'suspended','p/c','{}');
INSERT INTO "event" VALUES(1728475200004,'0badcafe',19,1728475200000,0,'buried','q/y','{"until":20009}');
INSERT INTO "event" VALUES(1728475200005,'0badcafe',20,1728475200000,0,'declined','leech:p/1','{"until":null}');
INSERT INTO "event" VALUES(1728475200006,'0badcafe',21,1728475200000,0,'renamed','p/z','{"old":"p/a"}');
INSERT INTO "event" VALUES(1728475200007,'0badcafe',22,1728475200000,0,'answered','q/x','{"kind":"choice","given":["1:0123456789abcdef"],"verdict":"right","seconds":4.0,"answer_hash":"1:ab"}');
CREATE TABLE lesson (
    lesson TEXT PRIMARY KEY, screen INTEGER NOT NULL, finished INTEGER, seconds REAL NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "lesson" VALUES('p/l',-1,20000,45.5);
CREATE TABLE memory (
    question TEXT PRIMARY KEY, kind TEXT NOT NULL, stability REAL NOT NULL, difficulty REAL NOT NULL,
    due INTEGER, last INTEGER, first INTEGER, reps INTEGER NOT NULL, lapses INTEGER NOT NULL, known INTEGER NOT NULL,
    missed INTEGER NOT NULL, resting INTEGER NOT NULL, suspended INTEGER NOT NULL, buried_until INTEGER,
    answer_hash TEXT NOT NULL, pack TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "memory" VALUES('p/b','choice',6.83032147255323907053e-01,9.19035707679235436273e+00,20006,20005,20000,4,1,1,0,0,0,NULL,'1:ab','p');
INSERT INTO "memory" VALUES('p/c','',0.0,0.0,NULL,NULL,NULL,0,0,0,0,0,1,NULL,'','p');
INSERT INTO "memory" VALUES('p/d','choice',0.212,6.4133,20005,20005,20005,1,0,0,1,0,0,NULL,'1:ab','p');
INSERT INTO "memory" VALUES('p/z','choice',1.09643323358206981056e+01,2.11121423578539513243e+00,20021,20002,20000,2,0,1,0,0,0,NULL,'1:ab','p');
INSERT INTO "memory" VALUES('q/x','choice',2.3065,2.11810397045901588342e+00,20009,20005,20005,1,0,1,0,0,0,NULL,'1:ab','q');
INSERT INTO "memory" VALUES('q/y','',0.0,0.0,NULL,NULL,NULL,0,0,0,0,0,0,20009,'','q');
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('device','0badcafe');
INSERT INTO "meta" VALUES('identity','');
CREATE TABLE pack (pack TEXT PRIMARY KEY, state TEXT NOT NULL, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "pack" VALUES('p','started',20000);
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "setting" VALUES('retention','0.85');
INSERT INTO "setting" VALUES('seed','7');
CREATE TABLE undone (device TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (device, seq)) STRICT, WITHOUT ROWID;
INSERT INTO "undone" VALUES('0badcafe',13);
CREATE UNIQUE INDEX event_number ON event (device, seq);
CREATE INDEX event_subject ON event (subject);
CREATE INDEX event_renamed ON event (kind) WHERE kind = 'renamed';
CREATE INDEX memory_due ON memory (pack, due, buried_until, kind, stability, last, missed)
    WHERE due IS NOT NULL AND suspended = 0 AND resting = 0;
COMMIT;
