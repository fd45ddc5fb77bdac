#include "core/model/catalog.h"
#include "core/policy/s3servers.h"
#include "core/protocol/jsonwriter.h"
#include "core/session/session.h"
#include "ui/browse/servicekit.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/conflictdialog.h"
#include "ui/models/displaytext.h"
#include "ui/panels/bodyview.h"
#include "ui/panels/detailspanel.h"
#include "ui/panels/detailssections.h"
#include "ui/panels/keyvalueview.h"
#include "ui/s3/s3pages.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sessionfacts.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace inia::ui {

namespace {

const std::string configurationState = "configuration";
const std::string uploadsState = "uploads";
constexpr int featureWidth = 130;
constexpr int featuresWidth = 360;

using State = BucketConfiguration::State;

// What is about to be stored, as it differs from what is.
class DifferenceDialog final : public ConfirmDialog {
public:
    DifferenceDialog(const Appearance& appearance, const Confirmation& words, const std::string& before,
                     const std::string& after, QWidget* parent)
        : ConfirmDialog(appearance, words, parent)
    {
        constexpr int width = 640;
        constexpr int height = 260;
        auto* difference = new DiffView(appearance, this);
        difference->setTexts(before, after);
        difference->setMinimumSize(appearance.theme().px(width), appearance.theme().px(height));
        setBody(difference);
    }
};

} // namespace

Place placeOf(const std::string& bucket, BucketPage page)
{
    const Place place(S3Location{bucket, {}});
    return page == BucketPage::Objects
               ? place
               : place.withState(page == BucketPage::Configuration ? configurationState : uploadsState);
}

SegmentedControl* makeBucketSwitch(const Appearance& appearance, BucketPage page, WindowServices& services,
                                   std::function<std::string()> bucket, QWidget* parent)
{
    auto* pages = new SegmentedControl(
        appearance, {BucketDesk::tr("Objects"), BucketDesk::tr("Configuration"), BucketDesk::tr("Uploads")},
        parent, SegmentedControl::Size::Dock);
    pages->setCurrentIndex(static_cast<int>(page));
    // Going away shows another page's switch; this one stays as it is. Queued: it may be hidden by that.
    QObject::connect(
        pages, &SegmentedControl::currentChanged, pages,
        [pages, page, &services, bucket = std::move(bucket)](int index) {
            pages->setCurrentIndex(static_cast<int>(page));
            services.go(placeOf(bucket(), static_cast<BucketPage>(index)));
        },
        Qt::QueuedConnection);
    return pages;
}

// ---- what is set ------------------------------------------------------------------------------------------

namespace {

// Beside what is stored, as far as people set it.
constexpr std::array besideTheStructure{"TransitionDefaultMinimumObjectSize", "MFA",
                                        "SkipDestinationValidation", "ConfirmRemoveSelfBucketAccess"};

// What one should know before it is sent; empty for nothing.
QString trapOf(std::string_view feature)
{
    if (feature == "versioning")
        return ConfigurationView::tr("There is no way back to a bucket that never had versions. After the "
                                     "first time S3 wants 15 minutes before objects are written.");
    if (feature == "object lock")
        return ConfigurationView::tr("Object lock cannot be switched off again.");
    if (feature == "policy" || feature == "public access block")
        return ConfigurationView::tr("This decides who has access, perhaps yourself among them.");
    if (feature == "lifecycle")
        return ConfigurationView::tr("What expires by a rule is deleted without a further word.");
    if (feature == "notification")
        return ConfigurationView::tr("S3 sends a test message to each destination.");
    return {};
}

// Members by their names: servers and forms have orders of their own.
Value ordered(const Value& value)
{
    if (value.isList()) {
        Value list = Value::emptyList();
        for (const Value& item : value.items())
            list.append(ordered(item));
        return list;
    }
    if (!value.isMap())
        return value;
    std::map<std::string, Value> members(value.members().begin(), value.members().end());
    Value map = Value::emptyMap();
    for (const auto& [name, member] : members)
        map.insert(name, ordered(member));
    return map;
}

// As it is compared and shown.
std::string configurationText(const BucketFeature& feature, Value params)
{
    if (params.isNull())
        return {};
    if (params[feature.writeMember].isText())
        return prettyJson(toQString(params[feature.writeMember].text())).toStdString();
    params.mutableMap().remove("Bucket");
    return toJson(ordered(params), JsonStyle::indented());
}

bool isNothing(const Value& value)
{
    if (value.isMap())
        return std::all_of(value.members().begin(), value.members().end(),
                           [](const auto& member) { return isNothing(member.second); });
    return value.isNull() || (value.isList() && value.size() == 0);
}

} // namespace

ConfigurationView::ConfigurationView(const Appearance& appearance, ChangeGate& gate, WindowServices& services,
                                     QString profile, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_gate(gate),
      m_services(services),
      m_profile(std::move(profile)),
      m_head(new DetailsHead(appearance)),
      m_features(new KeyValueView(appearance, tr("Configuration"), featureWidth)),
      m_title(new TextLabel(appearance, FontRole::DialogHeading, Token::Text)),
      m_note(new TextLabel(appearance, FontRole::Data, Token::Text2)),
      m_place(new QVBoxLayout),
      m_problems(new TextLabel(appearance, FontRole::Data, Token::Danger)),
      m_reload(new Button(appearance, Button::Kind::Default, tr("Reload"), QStringLiteral("reload"))),
      m_showCall(new Button(appearance, Button::Kind::Default, tr("Show request"))),
      m_remove(new Button(appearance, Button::Kind::Default, tr("Take away\u2026"), QStringLiteral("trash"))),
      m_save(new Button(appearance, Button::Kind::Primary, tr("Save\u2026")))
{
    build();
    connect(m_features, &KeyValueView::copyRequested, &services, &WindowServices::copy);
    connect(m_features, &KeyValueView::linkActivated, this, [this](const QString& key, const QString&) {
        const auto rows = configurationSection(m_rows).rows;
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.key == key; });
        if (row != rows.end())
            select(static_cast<std::size_t>(row - rows.begin()));
    });
    connect(m_reload, &QAbstractButton::clicked, this, [this] { ask({m_feature}); });
    connect(m_showCall, &QAbstractButton::clicked, this,
            [this] { m_services.showCall(m_rows.at(m_feature).call); });
    connect(m_remove, &QAbstractButton::clicked, this, &ConfigurationView::remove);
    connect(m_save, &QAbstractButton::clicked, this, &ConfigurationView::save);
    connect(&gate, &ChangeGate::changed, this, &ConfigurationView::guard);
}

ConfigurationView::~ConfigurationView()
{
    delete m_question;
}

void ConfigurationView::build()
{
    const Theme& theme = m_appearance.theme();
    auto* right = new QWidget;
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    column->setSpacing(theme.px(8));
    column->addWidget(m_title);
    column->addWidget(m_note);
    column->addLayout(m_place, 1);
    column->addWidget(m_problems);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.sizes().buttonGap);
    buttons->addWidget(m_reload);
    buttons->addWidget(m_showCall);
    buttons->addStretch(1);
    buttons->addWidget(m_remove);
    buttons->addWidget(m_save);
    column->addLayout(buttons);
    auto* both = new QSplitter(Qt::Horizontal);
    both->addWidget(m_features);
    both->addWidget(right);
    both->setStretchFactor(1, 1);
    both->setSizes({theme.px(featuresWidth), theme.px(2 * featuresWidth)});
    both->setChildrenCollapsible(false);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_head);
    all->addWidget(both, 1);
    setFocusProxy(m_features);
}

void ConfigurationView::enter(Client client, std::string bucket)
{
    leave();
    if (!m_docs) {
        if (auto docs = client.catalog().documentation("s3"))
            m_docs = *docs;
    }
    m_client = std::move(client);
    m_bucket = std::move(bucket);
    m_rows.assign(bucketFeatures().size(), {});
    m_head->setContent(QStringLiteral("bucket"), toOneLine(m_bucket), tr("What is set for this bucket"));
    m_feature = 0;
    ask({});
}

void ConfigurationView::leave()
{
    m_configuration.reset();
    m_change.reset();
    delete m_question;
    clearForm();
}

void ConfigurationView::reload()
{
    ask({});
}

void ConfigurationView::goOn()
{
    std::vector<std::size_t> failed;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].state == State::Failed)
            failed.push_back(i);
    }
    if (!failed.empty())
        ask(failed);
}

void ConfigurationView::cancel()
{
    if (m_configuration)
        m_configuration->cancel();
}

// Those that are not asked for keep what is known; all, when none is named.
void ConfigurationView::ask(const std::vector<std::size_t>& features)
{
    if (!m_client || m_change)
        return;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (features.empty() || std::find(features.begin(), features.end(), i) != features.end())
            m_rows[i] = {};
    }
    m_configuration = makeOwned<BucketConfiguration>(*m_client, m_bucket, features);
    connect(m_configuration.get(), &BucketConfiguration::rowChanged, this, [this](std::size_t feature) {
        if (m_rows[feature].state != State::Loading)
            return; // was not asked for
        m_rows[feature] = m_configuration->rows()[feature];
        showRows();
        if (feature == m_feature)
            showFeature();
    });
    m_configuration->start();
    showRows();
    showFeature();
}

void ConfigurationView::showRows()
{
    KeyValueSection section = configurationSection(m_rows);
    for (auto& row : section.rows)
        row.link = true;
    const bool isDenied = std::all_of(m_rows.begin(), m_rows.end(),
                                      [](const auto& row) { return row.state == State::NotAllowed; });
    if (isDenied)
        section.title = tr("None of these may be read by %1").arg(m_profile);
    m_features->setSections({section});
}

void ConfigurationView::select(std::size_t feature)
{
    m_feature = feature;
    showFeature();
}

void ConfigurationView::clearForm()
{
    if (m_form)
        delete m_form->modes(); // which stands here and not in the form
    delete m_form;
    delete m_json;
    m_form = nullptr;
    m_json = nullptr;
    m_problems->clear();
}

void ConfigurationView::showFeature()
{
    clearForm();
    const BucketFeature& feature = bucketFeatures()[m_feature];
    const BucketConfiguration::Row& row = m_rows.at(m_feature);
    const KeyValue shown = configurationSection(m_rows).rows.at(m_feature);
    m_title->setText(shown.key);
    m_note->setText(row.error ? shown.value + u'\n' + errorText(*row.error) : shown.value);
    const bool isKnown = row.state == State::Set || row.state == State::NotSet;
    if (isKnown)
        buildForm(feature);
    m_showCall->setVisible(row.call != 0);
    m_reload->setEnabled(row.state != State::Loading);
    m_save->setVisible(isKnown && !feature.write.empty());
    m_remove->setVisible(row.state == State::Set && !feature.remove.empty());
    guard();
}

// What is a text, or cannot be stored from here, has no form.
void ConfigurationView::buildForm(const BucketFeature& feature)
{
    const auto operation = m_client->model().operation(feature.write);
    const Value opened = openedParams();
    if (!operation.valid() || opened[feature.writeMember].isText()) {
        m_json = new QPlainTextEdit(this);
        m_json->setProperty("kind", QStringLiteral("field"));
        m_json->setFont(m_appearance.theme().font(FontRole::Mono));
        m_json->setAccessibleName(m_title->text());
        const Value& value = m_rows.at(m_feature).value;
        m_json->setPlainText(value.isText()   ? prettyJson(toQString(value.text()))
                             : value.isNull() ? QString()
                                              : toQString(toJson(value, JsonStyle::indented())));
        m_json->setReadOnly(!operation.valid());
        m_place->addWidget(m_json, 1);
        return;
    }
    StructureField::Members members{operation.input(), {std::string(feature.writeMember)}, 1};
    for (const char* name : besideTheStructure) {
        if (operation.input().member(name).valid())
            members.names.emplace_back(name);
    }
    m_form = new ShapeForm(m_appearance, std::move(members), m_docs, this);
    m_form->setFilled(Value::map({{"Bucket", m_bucket}}));
    Value value = opened;
    value.mutableMap().remove("Bucket");
    m_form->setValue(value);
    m_place->addWidget(m_form->modes(), 0, Qt::AlignRight);
    m_place->addWidget(m_form, 1);
}

QString ConfigurationView::obstacle(std::string_view operation) const
{
    if (!m_gate.isOpen())
        return m_gate.reason();
    if (!m_client || operation.empty() || !m_client->server())
        return {};
    const auto offered = m_client->server()->check(m_client->model().operation(operation));
    return offered ? QString() : toOneLine(offered.error().message);
}

void ConfigurationView::guard()
{
    const BucketFeature& feature = bucketFeatures()[m_feature];
    const bool isBusy = m_change != nullptr;
    for (const auto& [button, operation] :
         {std::pair(m_save, feature.write), std::pair(m_remove, feature.remove)}) {
        const QString why = obstacle(operation);
        button->setEnabled(why.isNull() && !isBusy);
        button->setToolTip(why);
    }
    const QString why = m_save->isVisibleTo(this) ? obstacle(feature.write) : QString();
    if (m_problems->text().isEmpty() || m_problems->text() == m_obstacle)
        m_problems->setText(why);
    m_obstacle = why;
}

Value ConfigurationView::openedParams() const
{
    return BucketConfiguration::writeParams(*m_client, m_bucket, bucketFeatures()[m_feature],
                                            m_rows.at(m_feature).value);
}

Value ConfigurationView::params() const
{
    Value params = m_form ? m_form->value() : Value::emptyMap();
    const BucketFeature& feature = bucketFeatures()[m_feature];
    if (m_json)
        params.insert(feature.writeMember, m_json->toPlainText().trimmed().toStdString());
    else if (params[feature.writeMember].isNull())
        params.insert(feature.writeMember, Value::emptyMap());
    params.insert("Bucket", m_bucket);
    return params;
}

void ConfigurationView::say(const QString& problems)
{
    m_problems->setText(problems);
}

void ConfigurationView::showNotice(const QString& text)
{
    m_note->setText(text);
}

void ConfigurationView::save()
{
    const BucketFeature& feature = bucketFeatures()[m_feature];
    if (!m_client || m_change || m_question || (!m_form && !m_json))
        return;
    if (const QString why = obstacle(feature.write); !why.isNull()) {
        say(why);
        return;
    }
    const Value wanted = params();
    // The last rule that is taken out takes the whole away, where that is another call.
    const bool isRemoval = !feature.remove.empty() && m_rows.at(m_feature).state == State::Set &&
                           isNothing(wanted[feature.writeMember]);
    if (isRemoval) {
        remove();
        return;
    }
    if (m_form && !m_form->check())
        return;
    QStringList lines;
    for (const auto& problem : bucketProblems(feature, m_bucket, wanted))
        lines << toOneLine(problem);
    say(lines.join(u'\n'));
    if (!lines.isEmpty())
        return;
    if (configurationText(feature, wanted) == configurationText(feature, openedParams()))
        showNotice(tr("Nothing has changed"));
    else
        confirm(wanted);
}

void ConfigurationView::remove()
{
    if (m_client && !m_change && !m_question)
        confirm({});
}

void ConfigurationView::confirm(const Value& params)
{
    const BucketFeature& feature = bucketFeatures()[m_feature];
    const bool isRemoval = params.isNull();
    Confirmation words;
    words.session = m_gate.info();
    words.title = isRemoval ? tr("Take away from %1: %2?").arg(toOneLine(m_bucket), m_title->text())
                            : tr("Change of %1: %2?").arg(toOneLine(m_bucket), m_title->text());
    words.sentence = tr("It is read once more before, as all of it is replaced.");
    if (const QString trap = trapOf(feature.name); !trap.isEmpty())
        words.sentence += u' ' + trap;
    words.call = tr("Will call s3.%1 once").arg(toQString(isRemoval ? feature.remove : feature.write));
    words.button = isRemoval ? tr("Take away") : tr("Save");
    words.destructive = isRemoval;
    const std::string before =
        m_rows.at(m_feature).value.isNull() ? std::string() : configurationText(feature, openedParams());
    m_question =
        new DifferenceDialog(m_appearance, words, before, configurationText(feature, params), window());
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_question, &QDialog::accepted, this, [this, params] {
        m_question = nullptr;
        start(params);
    });
    m_question->open();
}

void ConfigurationView::start(const Value& params)
{
    m_change = makeOwned<BucketChange>(
        *m_client, BucketChange::Order{m_bucket, m_feature, m_rows.at(m_feature).value, params});
    connect(m_change.get(), &Task::finished, this, &ConfigurationView::changed);
    m_change->start();
    say({});
    showNotice(tr("Saving\u2026"));
    guard();
}

void ConfigurationView::changed()
{
    const auto change = std::move(m_change);
    const auto& order = change->order();
    if (change->result()) {
        const quint64 call = change->callId();
        m_rows.at(order.feature) = *change->result();
        m_rows.at(order.feature).call = call;
        showRows();
        showFeature();
        showNotice(change->isAsSent() ? tr("Stored, and read again")
                                      : tr("The server has stored something else than it was given. This is "
                                           "what it has now."));
        return;
    }
    const Error& error = change->result().error();
    guard();
    if (error.code == "ChangedMeanwhile") {
        m_rows.at(order.feature) = change->found();
        showConflict(order.params);
    } else {
        showNotice({});
        say(errorText(error)); // what was typed stays
    }
}

void ConfigurationView::showConflict(const Value& params)
{
    const BucketFeature& feature = bucketFeatures()[m_feature];
    ConflictDialog::Words words;
    words.title = tr("Somebody else has changed it: %1").arg(m_title->text());
    words.sentence = tr("Nothing was sent. What the bucket has now is at the left.");
    words.choices = {{tr("Overwrite theirs"), {}}, {tr("Take theirs"), {}}};
    auto* dialog = new ConflictDialog(m_appearance, m_gate.info(), words, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setTexts({}, configurationText(feature, openedParams()), configurationText(feature, params));
    connect(dialog, &QDialog::finished, this, [this, params](int number) {
        m_question = nullptr;
        if (number == 1)
            start(params);
        else if (number == 2)
            showFeature();
        showRows();
    });
    m_question = dialog;
    dialog->open();
}

// ---- the page ---------------------------------------------------------------------------------------------

ConfigurationPage::ConfigurationPage(const ViewParts& parts, DetailsArea& details)
    : CentrePage(new ConfigurationView(parts.appearance, parts.gate, parts.services, parts.profile),
                 parts.services),
      m_session(parts.session),
      m_details(details),
      m_view(static_cast<ConfigurationView*>(widget())),
      m_desk(new BucketDesk(parts.appearance, parts.session, parts.gate, parts.services, m_view, this))
{
    auto* tools = new QWidget;
    auto* line = new QHBoxLayout(tools);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(parts.appearance.theme().sizes().buttonGap);
    line->addWidget(makeBucketSwitch(parts.appearance, BucketPage::Configuration, parts.services,
                                     [this] { return m_bucket; }));
    for (const auto& [text, act] : {std::pair(tr("Empty\u2026"), &BucketDesk::empty),
                                    std::pair(tr("Delete\u2026"), &BucketDesk::remove)}) {
        auto* button = new Button(parts.appearance, Button::Kind::Default, text);
        line->addWidget(button);
        connect(button, &QAbstractButton::clicked, m_desk, [this, act] { (m_desk->*act)(m_bucket); });
    }
    m_view->head()->addTool(tools);
    connect(m_desk, &BucketDesk::finished, &parts.services, &WindowServices::notify);
    connect(m_desk, &BucketDesk::listChanged, this, [this] {
        services().go(Place());
        services().reload();
    });
}

ConfigurationPage::~ConfigurationPage()
{
    deleteWidget();
}

void ConfigurationPage::enter(const Place& place, const Place&)
{
    m_bucket = place.s3()->bucket;
    auto client = m_session.client("s3");
    if (client)
        m_view->enter(std::move(client).value(), m_bucket);
    else
        services().notify(errorText(client.error()));
    m_details.clear(); // what is known stands in the middle
}

void ConfigurationPage::leave()
{
    m_view->leave();
}

void ConfigurationPage::reload()
{
    m_view->reload();
}

void ConfigurationPage::goOn()
{
    m_view->goOn();
}

void ConfigurationPage::cancelLoading()
{
    m_view->cancel();
}

void ConfigurationPage::showNotice(const QString& text)
{
    m_view->showNotice(text);
}

PageMaker BucketKit::pageFor(const Place& place) const
{
    const bool isBucket = place.s3() && !place.s3()->bucket.empty();
    if (isBucket && place.state(configurationState))
        return &makePage<ConfigurationPage>;
    return isBucket && place.state(uploadsState) ? &makePage<UploadsPage> : nullptr;
}

} // namespace inia::ui
