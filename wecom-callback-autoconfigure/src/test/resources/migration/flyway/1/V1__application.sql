create table application_1 (id int);
