// What the tabs of an object show beside its summary and its preview.
#include "core/http/textencoding.h"
#include "core/objects/objectkeys.h"
#include "core/objects/objectproperties.h"
#include "ui/models/displaytext.h"
#include "ui/models/objecttablemodel.h"
#include "ui/models/signin.h"
#include "ui/panels/detailssections.h"
#include "ui/panels/keyvalueview.h"
#include "ui/preview/objecttabs.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QDateTime>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace inia::ui {

// ---- versions ---------------------------------------------------------------------------------------------

namespace {

constexpr int versionKeyWidth = 132;
constexpr int propertyKeyWidth = 116;

qint64 msOf(const Timestamp& time)
{
    constexpr qint64 msPerSecond = 1000;
    return time.seconds * msPerSecond;
}

KeyValue factRow(const QString& key, const QString& value)
{
    KeyValue row;
    row.key = key;
    row.value = toOneLine(value);
    row.exact = value;
    row.copy = value;
    return row;
}

// What there is to say of an answer that is none.
QString failureText(const Error& error)
{
    if (isNotOffered(error))
        return PropertiesPane::tr("Not offered by this server");
    if (isAccessDenied(error))
        return PropertiesPane::tr("%1 is denied").arg(toQString(error.operation));
    return errorText(error);
}

KeyValue versionRow(const ObjectVersion& version)
{
    QStringList words;
    if (version.isMarker)
        words << (version.isCurrent ? VersionsPane::tr("Deleted") : VersionsPane::tr("Delete marker"));
    else if (version.isCurrent)
        words << VersionsPane::tr("Current");
    if (!version.isMarker)
        words << sizeText(version.size);
    if (!version.storageClass.empty() && version.storageClass != "STANDARD")
        words << storageClassText(version.storageClass);
    words << toOneLine(version.id);
    KeyValue row = factRow(dateText(msOf(version.modified)), words.join(QStringLiteral(" \u00B7 ")));
    row.copy = toQString(version.id);
    return row;
}

LinkButton* addAct(const Appearance& appearance, const QString& text, QLayout* line, QWidget* parent)
{
    auto* act = new LinkButton(appearance, text, parent, FontRole::Control);
    line->addWidget(act);
    return act;
}

} // namespace

VersionsPane::VersionsPane(const Appearance& appearance, WindowServices& services, QWidget* parent)
    : QWidget(parent),
      m_services(services),
      m_rows(new KeyValueView(appearance, tr("Versions"), versionKeyWidth, this)),
      m_note(new TextLabel(appearance, FontRole::Secondary, Token::Text2, {}, this))
{
    const Theme& theme = appearance.theme();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    auto* acts = new QWidget(this);
    auto* line = new FlowLayout(theme.px(12), acts);
    line->setContentsMargins(theme.sizes().panelPadding, theme.px(6), theme.px(6), theme.px(6));
    m_preview = addAct(appearance, tr("Preview"), line, acts);
    m_current = addAct(appearance, tr("Make current\u2026"), line, acts);
    m_undelete = addAct(appearance, tr("Undelete\u2026"), line, acts);
    m_link = addAct(appearance, tr("Link\u2026"), line, acts);
    m_delete = addAct(appearance, tr("Delete for good\u2026"), line, acts);
    m_note->setContentsMargins(theme.sizes().panelPadding, theme.px(6), theme.px(6), theme.px(6));
    all->addWidget(m_note);
    all->addWidget(m_rows, 1);
    all->addWidget(acts);
    all->addStretch(0);
    setFocusProxy(m_rows);
    connect(m_rows, &KeyValueView::copyRequested, &services, &WindowServices::copy);
    connect(m_preview, &QAbstractButton::clicked, this, [this] {
        if (const ObjectVersion* version = current())
            emit previewRequested(*version);
    });
    connect(m_current, &QAbstractButton::clicked, this, [this] { wish(ObjectWish::What::MakeCurrent); });
    connect(m_undelete, &QAbstractButton::clicked, this, [this] { wish(ObjectWish::What::Undelete); });
    connect(m_link, &QAbstractButton::clicked, this, [this] { wish(ObjectWish::What::Link); });
    connect(m_delete, &QAbstractButton::clicked, this, [this] { wish(ObjectWish::What::DeleteVersions); });
}

void VersionsPane::setObject(const std::optional<PreviewTarget>& target)
{
    m_listing.reset();
    m_versions.clear();
    m_error.reset();
    m_target = target;
    m_rows->setSections({});
    refresh();
}

void VersionsPane::load()
{
    if (!m_target || m_listing)
        return;
    m_listing = makeOwned<ObjectVersions>(
        m_target->client, m_target->where.bucket, std::vector<std::string>{m_target->where.prefix},
        tr("Versions of %1").arg(toQString(m_target->where.lastPart())).toStdString());
    connect(m_listing.get(), &Task::finished, this, &VersionsPane::take);
    m_rows->setSections({KeyValueView::loadingSection({})});
    m_listing->start();
}

void VersionsPane::goOn()
{
    if (!m_error || signInNeed(*m_error) == SignInNeed::None)
        return;
    setObject(m_target);
    if (isVisible())
        load();
}

void VersionsPane::take()
{
    const auto& found = m_listing->result();
    m_error = found ? std::nullopt : std::optional(found.error());
    m_versions = found ? *found : std::vector<ObjectVersion>();
    KeyValueSection section;
    for (const ObjectVersion& version : m_versions)
        section.rows.push_back(versionRow(version));
    m_rows->setSections({section});
    std::size_t shown = 0;
    for (std::size_t i = 0; i < m_versions.size(); ++i)
        shown = m_versions[i].id == m_target->version ? i : shown;
    if (!m_versions.empty())
        select(shown);
    connect(m_rows->rows()->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &VersionsPane::refresh, Qt::UniqueConnection);
    refresh();
}

void VersionsPane::select(std::size_t version)
{
    QAbstractItemModel* model = m_rows->rows()->model();
    m_rows->rows()->setCurrentIndex(model->index(static_cast<int>(version), 0));
    refresh();
}

const ObjectVersion* VersionsPane::current() const
{
    const int row = m_rows->rows()->currentIndex().row();
    return row >= 0 && static_cast<std::size_t>(row) < m_versions.size()
               ? &m_versions[static_cast<std::size_t>(row)]
               : nullptr;
}

void VersionsPane::refresh()
{
    const ObjectVersion* version = current();
    m_preview->setVisible(version != nullptr && !version->isMarker);
    m_current->setVisible(version != nullptr && !version->isMarker && !version->isCurrent);
    m_link->setVisible(version != nullptr && !version->isMarker);
    m_undelete->setVisible(!m_versions.empty() && m_versions.front().isMarker);
    m_delete->setVisible(version != nullptr);
    m_delete->setText(version != nullptr && version->isMarker ? tr("Delete the marker\u2026")
                                                              : tr("Delete for good\u2026"));
    QString note;
    if (m_error)
        note = failureText(*m_error);
    else if (m_listing && m_listing->isFinished() && m_versions.empty())
        note = tr("There is no version of it any more");
    else if (!m_versions.empty() && m_versions.front().isMarker)
        note = tr("Deleted on %1").arg(dateText(msOf(m_versions.front().modified)));
    else if (m_versions.size() == 1 && m_versions.front().id == "null")
        note = tr("There is this one version");
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

// Undeleting is of the object, all else of the version.
void VersionsPane::wish(ObjectWish::What what)
{
    const ObjectVersion* version = current();
    if (!m_target || (version == nullptr && what != ObjectWish::What::Undelete))
        return;
    ObjectVersion meant = version != nullptr ? *version : ObjectVersion();
    meant.key = m_target->where.prefix;
    emit m_services.objectChangeRequested({what, m_target->where.bucket, {meant}});
}

// ---- properties -------------------------------------------------------------------------------------------

PropertiesPane::PropertiesPane(const Appearance& appearance, WindowServices& services, QWidget* parent)
    : QWidget(parent), m_services(services)
{
    using What = ObjectWish::What;
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    scroll->setWidget(content);
    // The tabs paint the ground of all of it.
    content->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    all->addWidget(scroll);
    addPart(appearance, Part::Storage, tr("Storage"),
            {{tr("Change class\u2026"), What::Class}, {tr("Restore\u2026"), What::Restore}}, content);
    addPart(appearance, Part::Tags, tr("Tags"), {{tr("Edit tags\u2026"), What::Tags}}, content);
    addPart(appearance, Part::Metadata, tr("Metadata"), {{tr("Edit metadata\u2026"), What::Metadata}},
            content);
    addPart(appearance, Part::Access, tr("Permissions"), {{tr("Change access\u2026"), What::Access}},
            content);
    addPart(appearance, Part::Lock, tr("Lock"),
            {{tr("Retention\u2026"), What::Retention}, {tr("Legal hold\u2026"), What::LegalHold}}, content);
    addPart(appearance, Part::Annotations, tr("Annotations"), {}, content);
    column->addStretch(1);
    setFocusProxy(m_parts.front().head);
}

void PropertiesPane::addPart(const Appearance& appearance, Part part, const QString& name,
                             const std::vector<std::pair<QString, ObjectWish::What>>& acts, QWidget* parent)
{
    const Theme& theme = appearance.theme();
    Fold& fold = m_parts[static_cast<std::size_t>(part)];
    fold.head = new FoldHeader(appearance, name, parent);
    fold.body = new QWidget(parent);
    auto* column = new QVBoxLayout(fold.body);
    column->setContentsMargins(0, 0, 0, theme.px(6));
    column->setSpacing(0);
    fold.rows = new KeyValueView(appearance, name, propertyKeyWidth, fold.body);
    column->addWidget(fold.rows);
    auto* line = new FlowLayout(theme.px(12));
    line->setContentsMargins(theme.sizes().panelPadding, theme.px(2), theme.px(6), 0);
    for (const auto& [text, what] : acts)
        connect(addAct(appearance, text, line, fold.body), &QAbstractButton::clicked, this,
                [this, what = what] { wish(what); });
    column->addLayout(line);
    fold.body->hide();
    parent->layout()->addWidget(fold.head);
    parent->layout()->addWidget(fold.body);
    connect(fold.rows, &KeyValueView::copyRequested, &m_services, &WindowServices::copy);
    connect(fold.head, &QAbstractButton::toggled, this, [this, part](bool isOpen) {
        Fold& toggled = m_parts[static_cast<std::size_t>(part)];
        toggled.body->setVisible(isOpen);
        if (isOpen)
            load(part);
        else
            toggled.reply.reset();
    });
}

void PropertiesPane::setObject(const std::optional<PreviewTarget>& target)
{
    m_target = target;
    for (Fold& fold : m_parts) {
        fold.reply.reset();
        fold.waitsForPerson = false;
        fold.head->setChecked(false);
    }
}

void PropertiesPane::reload()
{
    for (std::size_t part = 0; part < m_parts.size(); ++part) {
        if (m_parts[part].head->isOpen())
            load(Part(part));
    }
}

void PropertiesPane::goOn()
{
    for (std::size_t part = 0; part < m_parts.size(); ++part) {
        if (m_parts[part].head->isOpen() && m_parts[part].waitsForPerson)
            load(Part(part));
    }
}

void PropertiesPane::open(Part part)
{
    m_parts[static_cast<std::size_t>(part)].head->setChecked(true);
}

void PropertiesPane::load(Part part)
{
    if (!m_target)
        return;
    Fold& fold = m_parts[static_cast<std::size_t>(part)];
    fold.rows->setSections({KeyValueView::loadingSection({})});
    fold.waitsForPerson = false;
    switch (part) {
    case Part::Storage:
    case Part::Metadata:
    case Part::Lock:
        ask(part, "HeadObject", &PropertiesPane::take);
        break;
    case Part::Tags:
        ask(part, "GetObjectTagging", &PropertiesPane::take);
        break;
    case Part::Access:
        ask(part, "GetBucketOwnershipControls", &PropertiesPane::takeOwnership);
        break;
    case Part::Annotations:
        ask(part, "ListObjectAnnotations", &PropertiesPane::take);
        break;
    }
}

void PropertiesPane::ask(Part part, const char* operation,
                         void (PropertiesPane::*then)(Part, const Result<Value>&))
{
    Value params = Value::map({{"Bucket", m_target->where.bucket}});
    if (!std::string_view(operation).starts_with("GetBucket")) {
        params.insert("Key", m_target->where.prefix);
        if (!m_target->version.empty() && m_target->version != "null")
            params.insert("VersionId", m_target->version);
    }
    CallOptions options;
    options.cause = tr("Properties of %1").arg(toQString(m_target->where.lastPart())).toStdString();
    options.target = m_target->where.prefix;
    ReplyPtr& reply = m_parts[static_cast<std::size_t>(part)].reply;
    reply = m_target->client.call(operation, std::move(params), std::move(options));
    connect(reply.get(), &Task::finished, this, [this, part, then] {
        const ReplyPtr ended = std::move(m_parts[static_cast<std::size_t>(part)].reply);
        (this->*then)(part, ended->result());
    });
}

// Where ACLs are off, the one of an object says nothing; a server that does not know the question has them.
void PropertiesPane::takeOwnership(Part part, const Result<Value>& answer)
{
    const Value rules = answer ? (*answer)["OwnershipControls"]["Rules"] : Value();
    m_hasAcls = rules.size() == 0 || rules[0]["ObjectOwnership"].text() != "BucketOwnerEnforced";
    ask(part, "GetObjectAcl", &PropertiesPane::take);
}

namespace {

void addFact(KeyValueSection& section, const QString& key, const std::string& value)
{
    if (!value.empty())
        section.rows.push_back(factRow(key, toQString(value)));
}

void addNote(KeyValueSection& section, const QString& text)
{
    section.rows.push_back(factRow(text, {}));
}

QString restoredUntil(const RestoreState& state)
{
    const QString text = toQString(state.until);
    const QDateTime end = QDateTime::fromString(text, Qt::RFC2822Date);
    return end.isValid() ? dateText(end.toMSecsSinceEpoch()) : text;
}

KeyValueSection storageFacts(const Value& head)
{
    KeyValueSection section;
    const std::string& named = head["StorageClass"].text();
    section.rows.push_back(
        factRow(PropertiesPane::tr("Class"), storageClassText(named.empty() ? "STANDARD" : named)));
    addFact(section, PropertiesPane::tr("Archive"), head["ArchiveStatus"].text());
    const RestoreState state = RestoreState::of(head["Restore"].text());
    if (state.isOngoing)
        section.rows.push_back(factRow(PropertiesPane::tr("Restore"), PropertiesPane::tr("Under way")));
    else if (state.isReadable())
        section.rows.push_back(factRow(PropertiesPane::tr("Restored until"), restoredUntil(state)));
    else if (ListedObject{{}, {}, named, 0, {}}.isArchived() || !head["ArchiveStatus"].isNull())
        section.rows.push_back(
            factRow(PropertiesPane::tr("Restore"), PropertiesPane::tr("Archived; it cannot be read")));
    addFact(section, PropertiesPane::tr("Encryption"), head["ServerSideEncryption"].text());
    addFact(section, PropertiesPane::tr("KMS key"), head["SSEKMSKeyId"].text());
    addFact(section, PropertiesPane::tr("Replication"), head["ReplicationStatus"].text());
    return section;
}

KeyValueSection metadataFacts(const Value& head)
{
    KeyValueSection section;
    for (const char* name : {"ContentType", "ContentEncoding", "ContentLanguage", "ContentDisposition",
                             "CacheControl", "WebsiteRedirectLocation"})
        addFact(section, QString::fromLatin1(name), head[name].text());
    addFact(section, QStringLiteral("Expires"), head["ExpiresString"].text());
    for (const auto& [name, value] : head["Metadata"].members())
        addFact(section, toOneLine(name), decodedWords(value.text()));
    if (head["MissingMeta"].toInt() > 0)
        addNote(section,
                PropertiesPane::tr("%1 more that no header can hold").arg(head["MissingMeta"].toInt()));
    if (section.rows.empty())
        addNote(section, PropertiesPane::tr("Not set"));
    return section;
}

// Who may not ask is told nothing, as if there were none.
KeyValueSection lockFacts(const Value& head)
{
    KeyValueSection section;
    addFact(section, PropertiesPane::tr("Mode"), head["ObjectLockMode"].text());
    if (head["ObjectLockRetainUntilDate"].isTime())
        section.rows.push_back(factRow(PropertiesPane::tr("Until"),
                                       exactDateText(msOf(head["ObjectLockRetainUntilDate"].time()))));
    addFact(section, PropertiesPane::tr("Legal hold"), head["ObjectLockLegalHoldStatus"].text());
    if (section.rows.empty())
        addNote(section, PropertiesPane::tr("Not locked, or not to be seen by this session"));
    return section;
}

KeyValueSection accessFacts(const Value& acl, bool hasAcls)
{
    KeyValueSection section;
    if (!hasAcls)
        addNote(section, PropertiesPane::tr("ACLs are off for this bucket"));
    const auto nameOf = [](const Value& who) {
        for (const char* name : {"DisplayName", "EmailAddress", "URI", "ID"}) {
            const std::string& text = who[name].text();
            if (!text.empty())
                return text.substr(text.rfind('/') == std::string::npos ? 0 : text.rfind('/') + 1);
        }
        return std::string();
    };
    addFact(section, PropertiesPane::tr("Owner"), nameOf(acl["Owner"]));
    for (const Value& grant : acl["Grants"].items())
        addFact(section, toOneLine(nameOf(grant["Grantee"])), grant["Permission"].text());
    return section;
}

} // namespace

void PropertiesPane::take(Part part, const Result<Value>& answer)
{
    KeyValueSection section;
    if (!answer) {
        m_parts[static_cast<std::size_t>(part)].waitsForPerson =
            signInNeed(answer.error()) != SignInNeed::None;
        addNote(section, failureText(answer.error()));
        showRows(part, section);
        return;
    }
    switch (part) {
    case Part::Storage:
        section = storageFacts(*answer);
        break;
    case Part::Metadata:
        section = metadataFacts(*answer);
        break;
    case Part::Lock:
        section = lockFacts(*answer);
        break;
    case Part::Access:
        section = accessFacts(*answer, m_hasAcls);
        break;
    case Part::Tags:
        for (const auto& [key, value] : objectTags(*answer))
            section.rows.push_back(factRow(toOneLine(key), toQString(value)));
        break;
    case Part::Annotations:
        for (const Value& annotation : (*answer)["Annotations"].items())
            addFact(section, toOneLine(annotation["AnnotationName"].text()),
                    sizeText(annotation["Size"].toInt()).toStdString());
        break;
    }
    if (section.rows.empty())
        addNote(section, tr("Not set"));
    showRows(part, section);
}

void PropertiesPane::showRows(Part part, const KeyValueSection& section)
{
    KeyValueView* rows = m_parts[static_cast<std::size_t>(part)].rows;
    rows->setSections({section});
    rows->setMinimumHeight(rows->maximumHeight());
}

void PropertiesPane::wish(ObjectWish::What what)
{
    if (!m_target)
        return;
    ObjectVersion object;
    object.key = m_target->where.prefix;
    object.id = m_target->version;
    object.storageClass = m_target->storageClass;
    emit m_services.objectChangeRequested({what, m_target->where.bucket, {object}});
}

} // namespace inia::ui
