# The real Redmine of Debian as an ordinary process on loopback, with a database of its own:
#     ruby redmine.rb FOLDER TEMPLATE.sqlite3
# FOLDER becomes a private copy of /usr/share/redmine. TEMPLATE is made by the first run (all migrations, Japanese default data) and copied by later ones.
# Prints "port N", "key ADMIN-KEY", "member MEMBER-KEY" and goes on until it is ended.
require 'fileutils'
require 'socket'

folder, template = ARGV
FileUtils.mkdir_p(folder)
FileUtils.cp_r('/usr/share/redmine/.', folder)
%w[instances Gemfile.lock config/database.yml].each { |link| FileUtils.rm_rf(File.join(folder, link)) }
instance = File.join(folder, 'instances/yorozu')
%w[config log files tmp public/plugin_assets].each { |part| FileUtils.mkdir_p(File.join(instance, part)) }
database = File.join(instance, 'redmine.sqlite3')
FileUtils.cp(template, database) if File.exist?(template)
File.write(File.join(instance, 'config/database.yml'), "production:\n  adapter: sqlite3\n  database: #{database}\n  timeout: 10000\n")
File.write(File.join(instance, 'config/secret_key.txt'), 'a' * 64)
gemfile = File.join(folder, 'Gemfile')  # looks for databases of the system's instances
File.write(gemfile, File.read(gemfile).gsub('/usr/share/redmine/', "#{folder}/"))
File.write(File.join(folder, 'Gemfile.local'), "gem 'webrick'\n")
ENV['RAILS_ENV'] = 'production'
ENV['REDMINE_INSTANCE'] = 'yorozu'
ENV['BUNDLE_GEMFILE'] = gemfile
Dir.chdir(folder)
$stderr.reopen(File.join(folder, 'stderr.log'), 'w')
require File.join(folder, 'config/application')
Rails.application.config.eager_load = false
Rails.application.config.log_level = :warn
Rails.application.initialize!

unless File.exist?(template)
  ActiveRecord::Migration.verbose = false
  ActiveRecord::Base.connection.migration_context.migrate
  ActiveRecord::Base.descendants.each(&:reset_column_information)
  Redmine::DefaultData::Loader.load('ja')
  ActiveRecord::Base.connection.execute('PRAGMA wal_checkpoint')
  FileUtils.cp(database, "#{template}.part")
  File.rename("#{template}.part", template)
end

Setting.rest_api_enabled = '1'
Setting.default_language = 'ja'
admin = User.find_by_login('admin')
admin.update_columns(must_change_passwd: false, language: 'ja')
project = Project.create!(name: '相談', identifier: 'soudan', is_public: false, enabled_module_names: ['issue_tracking'])
number = IssueCustomField.create!(name: 'よろず番号', field_format: 'string', is_for_all: true, is_filter: true, searchable: true, trackers: Tracker.all)
IssueCustomField.create!(name: '所管課', field_format: 'string', is_for_all: true, is_filter: true, trackers: Tracker.all)
IssueCustomField.create!(name: '探せない番号', field_format: 'string', is_for_all: true, is_filter: false, trackers: Tracker.all)
project.trackers = Tracker.all
project.issue_custom_fields = IssueCustomField.all
member = User.new(firstname: '太郎', lastname: '山田', mail: 'yamada@example.lg.jp', language: 'ja')
member.login = 'yamada'
member.password = member.password_confirmation = 'himitsu-no-aikotoba'
member.save!
Member.create!(user: member, project: project, roles: [Role.find_by_name('開発者') || Role.givable.first])

require 'rack/handler/webrick'
server = TCPServer.new('127.0.0.1', 0)
port = server.addr[1]
server.close
Rack::Handler::WEBrick.run(Rails.application, Host: '127.0.0.1', Port: port, AccessLog: [], Logger: WEBrick::Log.new(File::NULL),
                           StartCallback: lambda {
                             puts "port #{port}", "key #{admin.api_key}", "member #{member.api_key}"
                             $stdout.flush
                           })
