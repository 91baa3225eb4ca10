-- Demands are listed under the field as the vocabulary names it; what they say themselves stays as it was typed. A field
-- that is in no vocabulary stays. The same steps stand in ../postgres.

update demand set field = '电子信息' where field in ('电子信息技术', '电子信息产业');
update demand set field = '生物与新医药' where field in ('生物与新医药技术', '生物医药和医疗器械', '生物、医药和医疗器械技术');
update demand set field = '航空航天' where field = '航空航天技术';
update demand set field = '新材料' where field in ('新材料技术', '新材料产业', '新材料及其应用');
update demand set field = '高技术服务' where field = '高技术服务业';
update demand set field = '新能源与节能' where field in ('新能源与节能技术', '新能源与高效节能');
update demand set field = '资源与环境' where field in ('资源与环境技术', '环境保护与资源综合利用', '环境保护与资源综合利用技术');
update demand set field = '先进制造与自动化' where field in ('先进制造', '先进制造技术', '先进制造与自动化技术');
update demand set field = '核应用' where field = '核应用技术';
update demand set field = '农业' where field in ('农业技术', '农业领域');
update demand set field = '现代交通' where field = '现代交通技术';
update demand set field = '城市建设与社会发展' where field = '城市建设与社会发展技术';
update demand set field = '煤炭清洁利用' where field = '煤炭清洁高效利用';
