using Cortex.Security.Advisories;

namespace Cortex.Security.Evidence;

/// <summary>
/// Names that differ from the package's, or that are known not to, of packages that many use: of PyPI each distribution's top-level
/// modules, of Maven each artifact's Java packages. Of other packages it is not said that nothing imports them.
/// </summary>
internal static class KnownImports
{
    // Distribution, then its modules where they are not called like it.
    private const string PythonText = """
        aiohttp ansible asgiref attrs=attr,attrs babel=babel bcrypt beautifulsoup4=bs4 bleach boto3 botocore bottle celery certifi cffi chardet click
        configobj cryptography django=django djangorestframework=rest_framework dnspython=dns docker ecdsa fastapi flask flask-cors=flask_cors
        future=future,builtins,past gitpython=git google-auth=google.auth grpcio=grpc gunicorn h11 httpx httplib2 idna ipython=IPython itsdangerous
        jinja2 joblib jsonschema jwcrypto keras langchain lxml mako markdown markupsafe=markupsafe mistune mysql-connector-python=mysql mysqlclient=MySQLdb
        nltk notebook numpy oauthlib opencv-python=cv2 opencv-python-headless=cv2 orjson pandas paramiko passlib pillow=PIL pip protobuf=google.protobuf psutil
        psycopg2=psycopg2 psycopg2-binary=psycopg2 py pyarrow pycrypto=Crypto pycryptodome=Crypto pycryptodomex=Cryptodome pydantic pygments pyjwt=jwt pymongo=pymongo,bson,gridfs
        pymysql=pymysql pynacl=nacl pyopenssl=OpenSSL pyramid pyserial=serial pysaml2=saml2 pytest python-dateutil=dateutil python-dotenv=dotenv python-jose=jose
        python-ldap=ldap python-multipart=multipart,python_multipart pytz pywin32=win32api,win32con,win32file,pythoncom pyyaml=yaml pyzmq=zmq redis reportlab requests requests-oauthlib=requests_oauthlib
        rsa ruamel-yaml=ruamel.yaml salt scikit-image=skimage scikit-learn=sklearn scipy scrapy sentry-sdk=sentry_sdk setuptools=setuptools,pkg_resources simplejson six
        sqlalchemy sqlparse starlette tensorflow torch tornado tqdm transformers twisted ujson urllib3 uvicorn waitress websockets werkzeug wheel wtforms zipp
        """;

    private const string JavaText = """
        log4j:log4j=org.apache.log4j org.apache.logging.log4j:log4j-core=org.apache.logging.log4j.core org.apache.logging.log4j:log4j-api=org.apache.logging.log4j
        ch.qos.logback:logback-core=ch.qos.logback.core ch.qos.logback:logback-classic=ch.qos.logback.classic com.fasterxml.jackson.core:jackson-databind=com.fasterxml.jackson.databind
        com.fasterxml.jackson.core:jackson-core=com.fasterxml.jackson.core com.google.code.gson:gson=com.google.gson com.google.guava:guava=com.google.common
        com.google.protobuf:protobuf-java=com.google.protobuf com.h2database:h2=org.h2 com.thoughtworks.xstream:xstream=com.thoughtworks.xstream com.alibaba:fastjson=com.alibaba.fastjson
        commons-beanutils:commons-beanutils=org.apache.commons.beanutils commons-codec:commons-codec=org.apache.commons.codec commons-collections:commons-collections=org.apache.commons.collections
        commons-fileupload:commons-fileupload=org.apache.commons.fileupload commons-httpclient:commons-httpclient=org.apache.commons.httpclient commons-io:commons-io=org.apache.commons.io
        org.apache.commons:commons-collections4=org.apache.commons.collections4 org.apache.commons:commons-compress=org.apache.commons.compress org.apache.commons:commons-lang3=org.apache.commons.lang3
        org.apache.commons:commons-text=org.apache.commons.text org.apache.commons:commons-configuration2=org.apache.commons.configuration2 org.apache.httpcomponents:httpclient=org.apache.http
        org.apache.struts:struts2-core=org.apache.struts2,com.opensymphony.xwork2 org.apache.shiro:shiro-core=org.apache.shiro org.apache.velocity:velocity=org.apache.velocity org.apache.poi:poi=org.apache.poi
        org.apache.pdfbox:pdfbox=org.apache.pdfbox org.apache.tika:tika-core=org.apache.tika org.apache.kafka:kafka-clients=org.apache.kafka org.bouncycastle:bcprov-jdk15on=org.bouncycastle
        org.bouncycastle:bcprov-jdk18on=org.bouncycastle org.dom4j:dom4j=org.dom4j dom4j:dom4j=org.dom4j org.jsoup:jsoup=org.jsoup org.json:json=org.json org.yaml:snakeyaml=org.yaml.snakeyaml
        org.postgresql:postgresql=org.postgresql mysql:mysql-connector-java=com.mysql org.hibernate:hibernate-core=org.hibernate org.freemarker:freemarker=freemarker org.codehaus.groovy:groovy=groovy,org.codehaus.groovy
        org.springframework:spring-core=org.springframework org.springframework:spring-web=org.springframework.web,org.springframework.http org.springframework:spring-webmvc=org.springframework.web.servlet
        org.springframework:spring-beans=org.springframework.beans org.springframework:spring-expression=org.springframework.expression org.springframework.security:spring-security-core=org.springframework.security
        io.netty:netty-all=io.netty io.netty:netty-handler=io.netty.handler io.netty:netty-codec-http=io.netty.handler.codec io.undertow:undertow-core=io.undertow org.eclipse.jetty:jetty-server=org.eclipse.jetty.server
        com.squareup.okhttp3:okhttp=okhttp3 com.nimbusds:nimbus-jose-jwt=com.nimbusds net.minidev:json-smart=net.minidev.json junit:junit=org.junit,junit xerces:xercesImpl=org.apache.xerces
        """;

    // Gems that neither their name nor one with other separators loads.
    private const string RubyText = "actionpack=action_controller actionmailer=action_mailer activejob=active_job activemodel=active_model activerecord=active_record activestorage=active_storage "
        + "activesupport=active_support railties=rails rubyzip=zip rest-client=restclient ruby-saml=onelogin/ruby-saml sinatra=sinatra/base sqlite3=sqlite3 rack-protection=rack/protection "
        + "google-protobuf=google/protobuf json-jwt=json/jwt jwt=jwt omniauth-saml=omniauth-saml carrierwave=carrierwave yajl-ruby=yajl pg=pg mysql2=mysql2 puma=puma";

    private static readonly Dictionary<string, string[]> PythonNames = Read(PythonText);
    private static readonly Dictionary<string, string[]> JavaNames = Read(JavaText);
    private static readonly Dictionary<string, string[]> RubyNames = Read(RubyText);

    public static string[]? Python(string distribution) => PythonNames.GetValueOrDefault(PackageNames.Normal("PyPI", distribution));

    public static string[]? Java(string coordinates) => JavaNames.GetValueOrDefault(coordinates);

    public static string? Ruby(string gem) => RubyNames.GetValueOrDefault(gem)?[0];

    private static Dictionary<string, string[]> Read(string text) => text
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(entry => entry.Split('='))
        .ToDictionary(parts => parts[0], parts => parts.Length > 1 ? parts[1].Split(',') : [parts[0].Replace('-', '_')], StringComparer.Ordinal);
}
