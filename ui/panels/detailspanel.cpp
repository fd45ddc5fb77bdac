#include "ui/panels/detailspanel.h"

#include "core/http/textencoding.h"
#include "core/objects/objectproperties.h"
#include "core/protocol/jsonwriter.h"
#include "ui/models/displaytext.h"
#include "ui/models/objecttablemodel.h"
#include "ui/models/signin.h"
#include "ui/panels/detailssections.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/stateview.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

class ObjectFactsTexts {
    Q_DECLARE_TR_FUNCTIONS(ObjectFacts)
};

constexpr qint64 msPerSecond = 1000;
constexpr qint64 nsPerMs = 1'000'000;

qint64 milliseconds(const Timestamp& time)
{
    return time.seconds * msPerSecond + time.nanoseconds / nsPerMs;
}

void addText(KeyValueSection& section, const QString& key, const std::string& text, bool mono = false)
{
    if (text.empty())
        return;
    KeyValue row;
    row.key = key;
    row.value = toOneLine(text);
    row.exact = row.value;
    row.mono = mono;
    if (mono)
        row.copy = toQString(text);
    section.rows.push_back(std::move(row));
}

void addTime(KeyValueSection& section, const QString& key, const Value& time)
{
    if (!time.isTime())
        return;
    KeyValue row;
    row.key = key;
    row.value = exactDateText(milliseconds(time.time()));
    row.exact = row.value;
    section.rows.push_back(std::move(row));
}

void addSize(KeyValueSection& section, const Value& length)
{
    if (!length.isInt())
        return;
    KeyValue row;
    row.key = ObjectFactsTexts::tr("Size");
    const qint64 bytes = length.toInt();
    // Below 1 KB the human figure is the exact one.
    row.value = bytes < 1024 ? exactSizeText(bytes)
                             : QStringLiteral("%1  (%2)").arg(sizeText(bytes), exactSizeText(bytes));
    row.exact = exactSizeText(bytes);
    section.rows.push_back(std::move(row));
}

// The quotes belong to the header's syntax, not to the tag.
std::string withoutQuotes(const std::string& etag)
{
    const bool quoted = etag.size() >= 2 && etag.front() == '"' && etag.back() == '"';
    return quoted ? etag.substr(1, etag.size() - 2) : etag;
}

std::string typeText(const Value& head)
{
    const std::string& encoding = head["ContentEncoding"].text();
    const std::string& type = head["ContentType"].text();
    return encoding.empty() ? type : type + ", " + encoding;
}

std::string encryptionText(const Value& head)
{
    const std::string& method = head["ServerSideEncryption"].text();
    if (method == "AES256")
        return "SSE-S3";
    if (method == "aws:kms")
        return "SSE-KMS";
    if (method == "aws:kms:dsse")
        return "DSSE-KMS";
    if (!head["SSECustomerAlgorithm"].text().empty())
        return "SSE-C";
    return method;
}

KeyValueSection objectSection(const Value& head)
{
    KeyValueSection section;
    section.title = ObjectFactsTexts::tr("Object");
    addSize(section, head["ContentLength"]);
    addText(section, ObjectFactsTexts::tr("Type"), typeText(head));
    addTime(section, ObjectFactsTexts::tr("Modified"), head["LastModified"]);
    // The service leaves the class out when it is the standard one.
    const std::string& storage = head["StorageClass"].text();
    addText(section, ObjectFactsTexts::tr("Storage class"),
            storageClassText(storage.empty() ? "STANDARD" : storage).toStdString());
    addText(section, ObjectFactsTexts::tr("Encryption"), encryptionText(head));
    addText(section, ObjectFactsTexts::tr("KMS key"), head["SSEKMSKeyId"].text(), true);
    addText(section, ObjectFactsTexts::tr("ETag"), withoutQuotes(head["ETag"].text()), true);
    addText(section, ObjectFactsTexts::tr("Version"), head["VersionId"].text(), true);
    if (const RestoreState restore = RestoreState::of(head["Restore"].text()); restore.isOngoing)
        addText(section, ObjectFactsTexts::tr("Restore"), ObjectFactsTexts::tr("Under way").toStdString());
    else
        addText(section, ObjectFactsTexts::tr("Restored until"), restore.until);
    addText(section, ObjectFactsTexts::tr("Replication"), head["ReplicationStatus"].text());
    addText(section, ObjectFactsTexts::tr("Object lock"), head["ObjectLockMode"].text());
    return section;
}

KeyValueSection deliverySection(const Value& head)
{
    KeyValueSection section;
    section.title = ObjectFactsTexts::tr("Served with");
    addText(section, ObjectFactsTexts::tr("Cache-Control"), head["CacheControl"].text());
    addText(section, ObjectFactsTexts::tr("Disposition"), head["ContentDisposition"].text());
    addText(section, ObjectFactsTexts::tr("Language"), head["ContentLanguage"].text());
    addText(section, ObjectFactsTexts::tr("Redirect"), head["WebsiteRedirectLocation"].text());
    return section;
}

KeyValueSection metadataSection(const Value& head)
{
    KeyValueSection section;
    section.title = ObjectFactsTexts::tr("Metadata");
    for (const auto& [name, value] : head["Metadata"].members()) {
        const std::string text = decodedWords(value.text());
        KeyValue row;
        row.key = toOneLine(name);
        row.value = toOneLine(text);
        row.exact = row.value;
        row.copy = toQString(text);
        section.rows.push_back(std::move(row));
    }
    return section;
}

} // namespace

std::vector<KeyValueSection> objectSections(const Value& head)
{
    std::vector<KeyValueSection> sections;
    for (auto&& section : {objectSection(head), deliverySection(head), metadataSection(head)}) {
        if (!section.rows.empty())
            sections.push_back(section);
    }
    return sections;
}

namespace {

// In the words of the console, under the names of bucketFeatures().
struct FeatureName {
    std::string_view feature;
    const char* text;
};
constexpr FeatureName featureNames[]{
    {"versioning", QT_TRANSLATE_NOOP("ObjectFacts", "Versioning")},
    {"encryption", QT_TRANSLATE_NOOP("ObjectFacts", "Encryption")},
    {"public access block", QT_TRANSLATE_NOOP("ObjectFacts", "Public access")},
    {"policy", QT_TRANSLATE_NOOP("ObjectFacts", "Policy")},
    {"cors", QT_TRANSLATE_NOOP("ObjectFacts", "CORS")},
    {"lifecycle", QT_TRANSLATE_NOOP("ObjectFacts", "Lifecycle")},
    {"website", QT_TRANSLATE_NOOP("ObjectFacts", "Website")},
    {"logging", QT_TRANSLATE_NOOP("ObjectFacts", "Logging")},
    {"notification", QT_TRANSLATE_NOOP("ObjectFacts", "Notifications")},
    {"replication", QT_TRANSLATE_NOOP("ObjectFacts", "Replication")},
    {"tags", QT_TRANSLATE_NOOP("ObjectFacts", "Tags")},
    {"ownership", QT_TRANSLATE_NOOP("ObjectFacts", "Ownership")},
    {"object lock", QT_TRANSLATE_NOOP("ObjectFacts", "Object lock")},
    {"request payment", QT_TRANSLATE_NOOP("ObjectFacts", "Who pays")},
    {"acceleration", QT_TRANSLATE_NOOP("ObjectFacts", "Acceleration")},
    {"intelligent tiering", QT_TRANSLATE_NOOP("ObjectFacts", "Tiering")},
    {"inventory", QT_TRANSLATE_NOOP("ObjectFacts", "Inventory")},
    {"metrics", QT_TRANSLATE_NOOP("ObjectFacts", "Metrics")},
    {"analytics", QT_TRANSLATE_NOOP("ObjectFacts", "Analytics")},
};

QString featureText(std::string_view feature)
{
    for (const auto& name : featureNames) {
        if (name.feature == feature)
            return QCoreApplication::translate("ObjectFacts", name.text);
    }
    return toQString(std::string(feature));
}

// The first thing one wants to know of what is stored; the whole is what is copied.
QString storedText(const Value& value)
{
    if (!value["Status"].text().empty())
        return toOneLine(value["Status"].text());
    if (!value["Payer"].text().empty())
        return toOneLine(value["Payer"].text());
    if (value.isText())
        return exactSizeText(static_cast<qint64>(value.text().size()));
    std::size_t entries = value.isList() ? value.size() : 0;
    for (const auto& [name, member] : value.members())
        entries += member.isList() ? member.size() : 0;
    if (entries == 1)
        return ObjectFactsTexts::tr("1 entry");
    return entries > 1 ? ObjectFactsTexts::tr("%1 entries").arg(groupedNumber(static_cast<qint64>(entries)))
                       : ObjectFactsTexts::tr("Set");
}

QString stateText(const BucketConfiguration::Row& row)
{
    switch (row.state) {
    case BucketConfiguration::State::Loading:
        return QStringLiteral("…");
    case BucketConfiguration::State::Set:
        return storedText(row.value);
    case BucketConfiguration::State::NotSet:
        return ObjectFactsTexts::tr("Not set");
    case BucketConfiguration::State::NotAllowed:
        return ObjectFactsTexts::tr("%1 is denied").arg(toOneLine(row.error->operation));
    case BucketConfiguration::State::NotOffered:
        return ObjectFactsTexts::tr("Not offered by this server");
    case BucketConfiguration::State::Failed:
        break;
    }
    return errorName(*row.error);
}

} // namespace

KeyValueSection configurationSection(const std::vector<BucketConfiguration::Row>& rows)
{
    KeyValueSection section;
    section.title = ObjectFactsTexts::tr("Configuration");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        KeyValue row;
        row.key = featureText(bucketFeatures()[i].name);
        row.value = stateText(rows[i]);
        row.exact = rows[i].error ? toQString(rows[i].error->message) : row.value;
        if (rows[i].state == BucketConfiguration::State::Set) {
            row.copy = rows[i].value.isText() ? toQString(rows[i].value.text())
                                              : toQString(toJson(rows[i].value, JsonStyle::indented()));
            row.exact = row.copy;
        }
        section.rows.push_back(std::move(row));
    }
    return section;
}

namespace {

constexpr int loadingDelayMs = 150;
constexpr int keyWidth = 104;

} // namespace

DetailsPanel::DetailsPanel(const Appearance& appearance, WindowServices& services, std::string partition,
                           QWidget* parent)
    : DetailsView(services, parent),
      m_appearance(appearance),
      m_partition(std::move(partition)),
      m_head(new DetailsHead(appearance, this)),
      m_facts(new KeyValueView(appearance, tr("Details"), keyWidth, this)),
      m_more(new LinkButton(appearance, QString(), this, FontRole::Control)),
      m_state(new StateView(appearance, this)),
      m_copies(ChipSection::forCopies(appearance, ChipSection::Place::Foot, this))
{
    m_loadingTimer.setSingleShot(true);
    m_loadingTimer.setInterval(loadingDelayMs);
    connect(&m_loadingTimer, &QTimer::timeout, this, &DetailsPanel::showLoading);
    connect(m_facts, &KeyValueView::copyRequested, &services, &WindowServices::copy);
    connect(m_state, &StateView::copyRequested, &services, &WindowServices::copy);
    connect(m_state, &StateView::actionTriggered, this, &DetailsPanel::act, Qt::QueuedConnection);
    connect(m_copies, &ChipSection::copyRequested, &services, &WindowServices::copy);
    connect(m_more, &QAbstractButton::clicked, this, &DetailsPanel::loadConfiguration);
    build();
    clear();
}

void DetailsPanel::build()
{
    setFocusProxy(m_facts);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(1, 0, 0, 0);
    all->setSpacing(0);
    m_copies->addCopy(tr("S3 URI"), [this] { return uri(); });
    m_copies->addCopy(tr("ARN"), [this] { return arn(); });
    all->addWidget(m_head);
    all->addWidget(m_facts, 1);
    auto* more = new QHBoxLayout;
    more->setContentsMargins(m_appearance.theme().sizes().panelPadding, 0, 0, 0);
    more->addWidget(m_more);
    more->addStretch(1);
    all->addLayout(more);
    all->addWidget(m_state, 1);
    all->addWidget(m_copies);
    all->addStretch(0);
}

QString DetailsPanel::uri() const
{
    return toQString(m_place.uri());
}

QString DetailsPanel::arn() const
{
    std::string text = "arn:" + m_partition + ":s3:::" + m_place.bucket;
    if (!m_place.prefix.empty())
        text += '/' + m_place.prefix;
    return toQString(text);
}

void DetailsPanel::clear()
{
    m_object.reset();
    m_reply.reset();
    m_bucket.reset();
    m_configuration.reset();
    m_loadingTimer.stop();
    m_place = {};
    m_version.clear();
    for (QWidget* part : std::initializer_list<QWidget*>{m_head, m_facts, m_more, m_state, m_copies})
        part->hide();
}

void DetailsPanel::showParts()
{
    for (QWidget* part : std::initializer_list<QWidget*>{m_head, m_facts, m_copies})
        part->show();
}

void DetailsPanel::showSelection(const Selection& selection)
{
    const S3Location* place = selection.place.s3();
    if (place == nullptr)
        clear();
    else if (place->prefix.empty() && !selection.resources.empty())
        showPlace(*place, selection.resources.front());
    else if (selection.resources.empty())
        showPlace(*place);
    else if (selection.known["IsMarker"].toBool())
        showMarker(*place, selection.known["LastModified"]);
    else
        showObject(selection.resources.front(), *place, selection.iconName,
                   selection.known["VersionId"].text());
}

// There is nothing to ask for.
void DetailsPanel::showMarker(const S3Location& where, const Value& modified)
{
    clear();
    m_place = where;
    m_head->setContent(QStringLiteral("trash"), toOneLine(where.lastPart()),
                       tr("Delete marker in %1").arg(toOneLine(where.bucket)));
    StateContent content;
    content.iconName = QStringLiteral("trash");
    content.title = tr("Deleted on %1").arg(dateText(milliseconds(modified.time())));
    content.sentence = tr("Versions of it that are still there are listed under Versions, where it can be "
                          "undeleted.");
    m_state->setContent(content);
    m_head->show();
    m_copies->show();
    m_state->show();
}

void DetailsPanel::showPlace(const S3Location& place, const std::optional<Resource>& bucket)
{
    if (bucket && m_bucket && place == m_place)
        return; // with what was asked for
    clear();
    m_place = place;
    m_bucket = bucket;
    showBucket();
    showParts();
    m_more->setVisible(m_bucket.has_value());
}

void DetailsPanel::showBucket()
{
    const S3Location& place = m_place;
    const bool bucket = place.prefix.empty();
    m_head->setContent(bucket ? QStringLiteral("bucket") : QStringLiteral("folder"),
                       toOneLine(place.lastPart()),
                       bucket ? tr("Bucket") : tr("Prefix in %1").arg(toOneLine(place.bucket)));
    KeyValueSection section;
    section.title = bucket ? tr("Bucket") : tr("Prefix");
    const auto add = [&](const QString& key, const QString& value) {
        KeyValue row;
        row.key = key;
        row.value = value;
        row.exact = value;
        row.copy = value;
        row.mono = true;
        section.rows.push_back(std::move(row));
    };
    add(tr("S3 URI"), uri());
    add(tr("ARN"), arn());
    std::vector<KeyValueSection> sections{section};
    if (m_configuration)
        sections.push_back(configurationSection(m_configuration->rows()));
    m_facts->setSections(sections);
    m_more->setText(m_configuration ? tr("Load again") : tr("Configuration"));
    m_more->setToolTip(
        tr("Ask what is set for the bucket, %1 requests").arg(static_cast<int>(bucketFeatures().size())));
    m_more->setEnabled(!m_configuration || m_configuration->isFinished());
}

void DetailsPanel::loadConfiguration()
{
    m_configuration = makeOwned<BucketConfiguration>(m_bucket->client(), m_place.bucket);
    connect(m_configuration.get(), &BucketConfiguration::rowChanged, this, &DetailsPanel::showBucket);
    connect(m_configuration.get(), &Task::finished, this, &DetailsPanel::showBucket);
    m_configuration->start();
    showBucket();
}

void DetailsPanel::showObject(const Resource& object, const S3Location& where, const QString& iconName,
                              const std::string& version)
{
    if (m_object && where == m_place && version == m_version && (m_loaded || m_reply))
        return;
    clear();
    m_place = where;
    m_version = version;
    m_object = object;
    m_loaded = false;
    m_head->setContent(iconName, toOneLine(where.lastPart()),
                       tr("Object in %1").arg(toOneLine(where.bucket)));
    m_facts->setSections({});
    showParts();
    if (isVisible())
        load();
}

void DetailsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_object && !m_loaded && !m_reply)
        load();
}

void DetailsPanel::load()
{
    CallOptions options;
    options.cause = tr("Select row").toStdString();
    options.target = m_place.lastPart();
    // The resource's own data are those of the current version.
    m_reply =
        m_version.empty()
            ? m_object->load(options)
            : m_object->client().call(
                  "HeadObject",
                  Value::map({{"Bucket", m_place.bucket}, {"Key", m_place.prefix}, {"VersionId", m_version}}),
                  options);
    connect(m_reply.get(), &Reply::finished, this, &DetailsPanel::takeAnswer);
    m_loadingTimer.start();
}

void DetailsPanel::showLoading()
{
    m_state->hide();
    m_facts->setSections({KeyValueView::loadingSection(tr("Object"))});
    m_facts->show();
}

void DetailsPanel::takeAnswer()
{
    m_loadingTimer.stop();
    const auto& result = m_reply->result();
    m_loaded = true;
    m_facts->setVisible(result.ok());
    m_state->setVisible(!result.ok());
    if (result) {
        m_facts->setSections(objectSections(m_version.empty() ? m_object->acceptLoad(*result) : *result));
        return;
    }
    const Error& error = result.error();
    StateContent content = errorState(
        error, isAccessDenied(error) ? tr("You may not read this object") : tr("No details of this object"),
        m_reply->callId() != 0);
    offerSignIn(content, error);
    m_state->setContent(content);
}

void DetailsPanel::goOn()
{
    const bool waits = m_object && m_loaded && m_reply && m_reply->isFinished() && !m_reply->result() &&
                       signInNeed(m_reply->result().error()) != SignInNeed::None;
    if (!waits)
        return;
    m_loaded = false;
    if (isVisible())
        load();
}

void DetailsPanel::act(const QString& id)
{
    if (id == stateaction::showRequest && m_reply) {
        services().showCall(m_reply->callId());
    } else if (id == stateaction::retry && m_object) {
        m_loaded = false;
        load();
    } else if (id == stateaction::signIn || id == stateaction::enterCode) {
        services().signIn();
    }
}

void DetailsPanel::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Token::Surface));
}

} // namespace inia::ui
