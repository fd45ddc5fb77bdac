#include "core/model/catalog.h"
#include "core/model/servicemodel.h"
#include "core/protocol/jsonwriter.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/forms/shapeform.h"
#include "ui/panels/detailssections.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/labels.h"

#include <QtTest/QtTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

using namespace inia;
using namespace inia::ui;

Q_DECLARE_METATYPE(inia::Value)

namespace {

// One member for every kind of shape there is.
constexpr const char* model = R"({"metadata": {}, "operations": {}, "shapes": {
  "Input": {"type": "structure", "required": ["Text"], "members": {
    "Text": {"shape": "Text"}, "Color": {"shape": "Color"}, "Flag": {"shape": "Flag"},
    "Count": {"shape": "Count"}, "Big": {"shape": "Big"}, "Ratio": {"shape": "Ratio"},
    "When": {"shape": "When"}, "Bytes": {"shape": "Bytes"}, "Names": {"shape": "Names"},
    "Tags": {"shape": "Tags"}, "Labels": {"shape": "Labels"}, "Nested": {"shape": "Nested"},
    "Either": {"shape": "Either"}, "Free": {"shape": "Free"}, "Body": {"shape": "TheBody"},
    "Secret": {"shape": "Secret"}}},
  "Text": {"type": "string", "min": 2}, "TheBody": {"type": "string"},
  "Secret": {"type": "string", "sensitive": true},
  "Color": {"type": "string", "enum": ["red", "green"]},
  "Flag": {"type": "boolean"}, "Count": {"type": "integer", "min": 1, "max": 10},
  "Big": {"type": "long"}, "Ratio": {"type": "double"}, "When": {"type": "timestamp"},
  "Bytes": {"type": "blob"}, "Names": {"type": "list", "member": {"shape": "Text"}},
  "Tag": {"type": "structure", "required": ["Key"],
          "members": {"Key": {"shape": "Text"}, "Value": {"shape": "TheBody"}}},
  "Tags": {"type": "list", "member": {"shape": "Tag"}},
  "Labels": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}},
  "Nested": {"type": "structure", "members": {"Inner": {"shape": "Nested"}, "Count": {"shape": "Count"},
             "Names": {"shape": "Names"}}},
  "Either": {"type": "structure", "union": true, "members": {"One": {"shape": "Text"},
             "Many": {"shape": "Eithers"}}},
  "Eithers": {"type": "list", "member": {"shape": "Either"}},
  "Free": {"type": "structure", "document": true, "members": {}}}})";

QString shown(const Value& value)
{
    return QString::fromStdString(toJson(value));
}

Value withText(std::string_view name, Value value)
{
    Value params = Value::map({{"Text", "abc"}});
    params.insert(name, std::move(value));
    return params;
}

} // namespace

class tst_ShapeForm final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void nothingSetIsNothing();
    void valuesGoInAndComeOut_data();
    void valuesGoInAndComeOut();
    void jsonSaysTheSame_data() { valuesGoInAndComeOut_data(); }
    void jsonSaysTheSame();
    void typing_data();
    void typing();
    void typedNonsenseIsTold_data();
    void typedNonsenseIsTold();
    void modelRulesAreShownAtTheField();
    void brokenJsonStays();
    void secretsAreNotShown();
    void optionalOnesFold();
    void filesBecomeBytes();
    void everyOperationHasAForm_data();
    void everyOperationHasAForm();

private:
    [[nodiscard]] Shape input() const { return m_model->shape("Input"); }
    [[nodiscard]] std::unique_ptr<ShapeForm> makeForm() const
    {
        return std::make_unique<ShapeForm>(*m_appearance, StructureField::Members::of(input()), nullptr);
    }
    static void openAll(ShapeForm& form);
    // The field of the row with that accessible name.
    template <typename Widget>
    static Widget* field(ShapeForm& form, const char* name);
    static QStringList visibleErrors(const ShapeForm& form);

    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<ServiceModel> m_model;
};

void tst_ShapeForm::initTestCase()
{
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
    m_model = std::make_unique<ServiceModel>("test", Document::fromJson(model, "test").value());
}

void tst_ShapeForm::openAll(ShapeForm& form)
{
    // Opening makes new ones; shapes that contain themselves end the game.
    for (int depth = 0; depth < 3; ++depth) {
        for (auto* fold : form.findChildren<FoldHeader*>())
            fold->setChecked(true);
    }
}

template <typename Widget>
Widget* tst_ShapeForm::field(ShapeForm& form, const char* name)
{
    for (auto* widget : form.findChildren<Widget*>()) {
        if (widget->accessibleName() == QLatin1StringView(name))
            return widget;
    }
    return nullptr;
}

QStringList tst_ShapeForm::visibleErrors(const ShapeForm& form)
{
    QStringList texts;
    for (const auto* label : form.findChildren<TextLabel*>()) {
        if (label->isVisibleTo(&form) && !label->text().isEmpty())
            texts.append(label->text());
    }
    return texts;
}

void tst_ShapeForm::nothingSetIsNothing()
{
    const auto form = makeForm();
    QVERIFY(form->value() == Value::emptyMap());
    openAll(*form);
    QVERIFY(form->value() == Value::emptyMap());
}

void tst_ShapeForm::valuesGoInAndComeOut_data()
{
    QTest::addColumn<Value>("params");
    const auto row = [](const char* name, Value value) {
        QTest::newRow(name) << withText(name, std::move(value));
    };
    row("Text", "other");
    row("Color", "green");
    row("Color", "a colour the model does not know");
    row("Flag", true);
    row("Flag", false);
    row("Count", 7);
    row("Big", std::int64_t(9007199254740993));
    row("Ratio", 0.25);
    row("When", Timestamp{1784030403, 0});
    row("Bytes", QByteArray("plain text"));
    row("Bytes", QByteArray("\x00\xff\x01", 3));
    row("Names", Value::list({"one", "two"}));
    row("Tags",
        Value::list({Value::map({{"Key", "team"}, {"Value", "data"}}), Value::map({{"Key", "env"}})}));
    row("Labels", Value::map({{"aa", "first"}, {"bb", "second"}}));
    row("Nested", Value::map({{"Inner", Value::map({{"Count", 2}})}, {"Names", Value::list({"deep"})}}));
    row("Either", Value::map({{"Many", Value::list({Value::map({{"One", "leaf"}})})}}));
    row("Free", Value::map({{"any", Value::list({1, true, nullptr, "x"})}}));
    row("Body", "two\nlines");
    row("Secret", "hidden");
}

void tst_ShapeForm::valuesGoInAndComeOut()
{
    QFETCH(Value, params);
    const auto form = makeForm();
    form->setValue(params);
    QCOMPARE(shown(form->value()), shown(params));
    openAll(*form);
    QCOMPARE(shown(form->value()), shown(params));
    QVERIFY2(form->check(), qPrintable(visibleErrors(*form).join(u'\n')));
}

void tst_ShapeForm::jsonSaysTheSame()
{
    QFETCH(Value, params);
    const auto form = makeForm();
    form->setValue(params);
    form->setMode(ShapeForm::Mode::Json);
    QCOMPARE(form->mode(), ShapeForm::Mode::Json);
    form->setMode(ShapeForm::Mode::Form);
    QCOMPARE(form->mode(), ShapeForm::Mode::Form);
    QCOMPARE(shown(form->value()), shown(params));
}

void tst_ShapeForm::typing_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Value>("value");
    QTest::newRow("text") << QByteArray("Text") << QStringLiteral("hello") << Value("hello");
    QTest::newRow("spaces count") << QByteArray("Text") << QStringLiteral(" a ") << Value(" a ");
    QTest::newRow("number") << QByteArray("Count") << QStringLiteral("3") << Value(3);
    QTest::newRow("negative") << QByteArray("Big") << QStringLiteral("-12") << Value(-12);
    QTest::newRow("double") << QByteArray("Ratio") << QStringLiteral("1e3") << Value(1000.0);
    QTest::newRow("time") << QByteArray("When") << QStringLiteral("1970-01-01T00:01:00Z")
                          << Value(Timestamp{60, 0});
    QTest::newRow("bytes") << QByteArray("Bytes") << QStringLiteral("hi") << Value(QByteArray("hi"));
}

void tst_ShapeForm::typing()
{
    QFETCH(QByteArray, name);
    QFETCH(QString, text);
    QFETCH(Value, value);
    const auto form = makeForm();
    openAll(*form);
    auto* edit = field<QLineEdit>(*form, name.constData());
    QVERIFY(edit);
    QSignalSpy edited(form.get(), &ShapeForm::edited);
    QTest::keyClicks(edit, text);
    QVERIFY(!edited.isEmpty());
    QCOMPARE(shown(form->value()[name.constData()]), shown(value));
    edit->clear();
    QVERIFY(form->value() == Value::emptyMap());
}

void tst_ShapeForm::typedNonsenseIsTold_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("error");
    QTest::newRow("number") << QByteArray("Count") << QStringLiteral("3.5")
                            << QStringLiteral("Has to be a whole number");
    QTest::newRow("double") << QByteArray("Ratio") << QStringLiteral("much")
                            << QStringLiteral("Has to be a number");
    QTest::newRow("time") << QByteArray("When") << QStringLiteral("soon")
                          << QStringLiteral("Has to be a date and a time, such as 2026-07-14T10:00:00Z");
}

void tst_ShapeForm::typedNonsenseIsTold()
{
    QFETCH(QByteArray, name);
    QFETCH(QString, text);
    QFETCH(QString, error);
    const auto form = makeForm();
    form->setValue(Value::map({{"Text", "abc"}}));
    openAll(*form);
    QTest::keyClicks(field<QLineEdit>(*form, name.constData()), text);
    QVERIFY(!form->check());
    QCOMPARE(form->problemCount(), 1);
    QVERIFY(visibleErrors(*form).contains(error));
    QVERIFY(!form->value().contains(name.constData()));
}

void tst_ShapeForm::modelRulesAreShownAtTheField()
{
    const auto form = makeForm();
    QVERIFY(!form->check());
    QCOMPARE(visibleErrors(*form), QStringList{QStringLiteral("Required")});
    form->setValue(
        Value::map({{"Text", "a"}, {"Count", 0}, {"Tags", Value::list({Value::map({{"Value", "v"}})})}}));
    QVERIFY(!form->check());
    QCOMPARE(form->problemCount(), 3);
    const QStringList errors = visibleErrors(*form);
    QVERIFY(errors.contains(QStringLiteral("Must be at least 2 characters")));
    QVERIFY(errors.contains(QStringLiteral("Must be at least 1")));
    QVERIFY(errors.contains(QStringLiteral("Key: Required")));
    form->setValue(Value::map({{"Text", "abc"}}));
    QVERIFY(form->check());
    QVERIFY(visibleErrors(*form).isEmpty());
}

void tst_ShapeForm::brokenJsonStays()
{
    const auto form = makeForm();
    form->setMode(ShapeForm::Mode::Json);
    auto* text = field<QPlainTextEdit>(*form, "Parameters as JSON");
    text->setPlainText(QStringLiteral("{\"Text\": "));
    form->setMode(ShapeForm::Mode::Form);
    QCOMPARE(form->mode(), ShapeForm::Mode::Json);
    QVERIFY(!form->check());
    QVERIFY(!visibleErrors(*form).isEmpty());
    text->setPlainText(QStringLiteral(R"({"Text": "abc", "Other": 1})"));
    QVERIFY(!form->check());
    QCOMPARE(visibleErrors(*form), QStringList{QStringLiteral("Other: There is no such parameter")});
    text->setPlainText(QStringLiteral(R"({"Text": "abc"})"));
    QVERIFY(form->check());
}

void tst_ShapeForm::secretsAreNotShown()
{
    const auto form = makeForm();
    openAll(*form);
    QCOMPARE(field<QLineEdit>(*form, "Secret")->echoMode(), QLineEdit::Password);
    QCOMPARE(field<QLineEdit>(*form, "Text")->echoMode(), QLineEdit::Normal);
}

void tst_ShapeForm::optionalOnesFold()
{
    const auto form = makeForm();
    QVERIFY(field<QLineEdit>(*form, "Text"));
    QVERIFY(!field<QLineEdit>(*form, "Count"));
    auto* rest = field<FoldHeader>(*form, "15 more members");
    QVERIFY(rest);
    rest->click();
    QVERIFY(field<QLineEdit>(*form, "Count"));
}

void tst_ShapeForm::filesBecomeBytes()
{
    const auto form = makeForm();
    openAll(*form);
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("data.bin")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\x01\x02\x03", 3);
    file.close();
    auto* bytes = form->findChild<QLineEdit*>(QStringLiteral("blobText"));
    QVERIFY(bytes);
    QVERIFY(QMetaObject::invokeMethod(bytes->parentWidget(), "readFile", Q_ARG(QString, file.fileName())));
    QCOMPARE(form->value()["Bytes"].blob(), QByteArray("\x01\x02\x03"));
    QVERIFY(QMetaObject::invokeMethod(bytes->parentWidget(), "readFile",
                                      Q_ARG(QString, folder.filePath(QStringLiteral("missing")))));
    form->setValue(Value::map({{"Text", "abc"}}));
    QVERIFY(!form->value().contains("Bytes"));
}

void tst_ShapeForm::everyOperationHasAForm_data()
{
    QTest::addColumn<QByteArray>("service");
    if (!tests::hasModelPack())
        return;
    for (const auto* service :
         {"cloudformation", "cloudwatch", "dynamodb", "ec2", "glacier", "iam", "s3", "sns", "sqs"})
        QTest::newRow(service) << QByteArray(service);
}

void tst_ShapeForm::everyOperationHasAForm()
{
    if (!tests::hasModelPack())
        QSKIP("no model pack");
    QFETCH(QByteArray, service);
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
    const auto session = tests::makeTestSession().value();
    const auto client = session.session.client(service.toStdString()).value();
    const auto docs = session.session.catalog()->documentation(service.toStdString());
    int forms = 0;
    for (const auto name : client.model().callableOperations()) {
        const Shape shape = client.model().operation(name).input();
        if (!shape.valid() || shape.memberCount() == 0)
            continue;
        ShapeForm form(*m_appearance, StructureField::Members::of(shape), docs ? *docs : nullptr);
        for (auto* fold : form.findChildren<FoldHeader*>())
            fold->setChecked(true);
        // Required structures and nothing else are there without a person.
        const Value value = form.value();
        for (const auto& [member, inner] : value.members())
            QVERIFY2(inner.isMap(), (std::string(name) + "." + member).c_str());
        ++forms;
    }
    QVERIFY(forms > 15);
}

INIA_TEST_CLASS(tst_ShapeForm, QApplication)
#include "tst_shapeform.moc"
